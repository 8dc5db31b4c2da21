package io.voteengine.bench.load;

import io.voteengine.CastResult;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Names answers to votes, so that they can be counted. */
public final class AnswerName {
  private AnswerName() {}

  public static String of(@Nullable CastResult result, @Nullable Throwable failure) {
    if (result instanceof CastResult.Rejected rejected) {
      return rejected.reason().name();
    }
    Object answer =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure == null ? result : failure;
    return answer == null ? "nothing" : answer.getClass().getSimpleName();
  }
}
