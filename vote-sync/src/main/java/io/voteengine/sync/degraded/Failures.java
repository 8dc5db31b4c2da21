package io.voteengine.sync.degraded;

import java.util.concurrent.CompletionException;

/** Unwraps the exceptions that stages wrap around others. */
final class Failures {
  private Failures() {}

  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
