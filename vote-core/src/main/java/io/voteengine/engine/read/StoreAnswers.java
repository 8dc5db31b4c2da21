package io.voteengine.engine.read;

import io.voteengine.VoteException;
import io.voteengine.VoteStoreException;
import io.voteengine.engine.Causes;
import io.voteengine.spi.Deadline;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the store's answers on a thread of the host. */
public final class StoreAnswers {
  private StoreAnswers() {}

  public static <T> T await(CompletionStage<T> answer, Deadline deadline) {
    try {
      return answer.toCompletableFuture().get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw Causes.thrown(e);
    } catch (TimeoutException e) {
      throw new VoteStoreException("The store did not answer in time.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteException("Interrupted while the store was asked.", e);
    }
  }
}
