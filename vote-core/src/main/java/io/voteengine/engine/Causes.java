package io.voteengine.engine;

import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/** Unwraps the exceptions that futures wrap around others. */
public final class Causes {
  private Causes() {}

  public static Throwable cause(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    if (inner instanceof RejectedExecutionException) {
      return new VoteLedgerException(
          "Too many ledger reads wait for a thread, or the engine is closing; nothing was done. If"
              + " the ledger works well, raise loaders(threads).",
          inner);
    }
    return inner;
  }

  /** Returns the exception that the synchronous form of a failed asynchronous call throws. */
  public static RuntimeException thrown(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : new VoteException("An unexpected exception: " + cause, cause);
  }
}
