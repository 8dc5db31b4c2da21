package io.voteengine.redis.client;

import io.voteengine.spi.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** Thrown when there was no connection to send a call over; nothing was done. */
public final class UnreachableException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(@Nullable Throwable cause) {
    super(
        "Redis cannot be reached; nothing has been done. The client reconnects when it can.",
        cause);
  }
}
