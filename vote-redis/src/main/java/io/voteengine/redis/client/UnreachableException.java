package io.voteengine.redis.client;

import io.voteengine.spi.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** There is no connection that a call could have been sent by. */
public final class UnreachableException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(@Nullable Throwable cause) {
    super(
        "Redis cannot be reached; nothing has been done. It is connected to again as soon as it"
            + " can be.",
        cause);
  }
}
