package io.voteengine.redis.client;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.cluster.PartitionSelectorException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.StoreUnavailableException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes failures after which nothing has been done from those whose outcome is unknown. A
 * failure that is not recognised has an unknown outcome.
 */
public final class RedisFailures {
  /**
   * Lettuce's messages for a command that it has not begun to send, or could not send as a whole.
   */
  private static final Set<String> UNREACHABLE =
      Set.of("Currently not connected", "Connection is closed");

  /** Lettuce's messages when too many commands wait. */
  private static final Set<String> QUEUE_FULL =
      Set.of("Request queue size exceeded", "Command buffer size exceeded");

  private RedisFailures() {}

  /** Returns the failure of a call as an exception of the SPI. */
  public static RuntimeException of(Throwable thrown) {
    Throwable failure = cause(thrown);
    if (failure instanceof VoteStoreException known) {
      return known;
    }
    if (failure instanceof RedisCommandTimeoutException) {
      return new VoteStoreException(
          "Redis did not answer in time; whether it did what was asked is not known. Ask again: a"
              + " vote is counted once.",
          failure);
    }
    if (failure instanceof RedisCommandExecutionException) {
      return ofReply(failure);
    }
    if (isUnreachable(failure)) {
      return new UnreachableException(failure);
    }
    if (says(failure, QUEUE_FULL)) {
      return new StoreUnavailableException(
          "Too many calls wait in the Redis client; nothing has been done. Calls come faster"
              + " than Redis answers them, or it is stalled.",
          failure);
    }
    return new VoteStoreException(
        "The connection to Redis failed; whether it did what was asked is not known. Ask again: a"
            + " vote is counted once.",
        failure);
  }

  private static RuntimeException ofReply(Throwable failure) {
    ServerRefusal refusal = ServerRefusal.in(failure.getMessage());
    return refusal != null
        ? refusal.exception(failure)
        : new VoteStoreException(
            "Redis answered with an error that does not say whether it did anything: "
                + failure.getMessage(),
            failure);
  }

  /** Returns a refusal with the server's own message. The server has done nothing. */
  public static StoreUnavailableException refused(String reply) {
    ServerRefusal known = ServerRefusal.in(reply);
    ServerRefusal refusal = known != null ? known : new ServerRefusal("", reply);
    return refusal.exception(null);
  }

  /** Returns the server's message about a missing permission; null for any other failure. */
  public static @Nullable String forbidden(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      ServerRefusal refusal = refusal(cause);
      if (refusal != null && refusal.isForbidden()) {
        return refusal.reply();
      }
    }
    return null;
  }

  /** Returns whether the answer is that of a replica. */
  static boolean isOfReplica(Throwable failure) {
    ServerRefusal refusal = refusal(cause(failure));
    return refusal != null && refusal.isOfReplica();
  }

  private static @Nullable ServerRefusal refusal(Throwable cause) {
    return cause instanceof RedisCommandExecutionException
        ? ServerRefusal.in(cause.getMessage())
        : null;
  }

  /** Returns whether no answer came in time, or the server could not be reached. */
  static boolean isSilence(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof RedisCommandTimeoutException || isUnreachable(cause);
  }

  private static boolean isUnreachable(Throwable failure) {
    return failure instanceof RedisConnectionException
        || failure instanceof PartitionSelectorException
        || says(failure, UNREACHABLE);
  }

  private static boolean says(Throwable failure, Set<String> messages) {
    String message = failure.getMessage();
    return message != null && messages.stream().anyMatch(message::startsWith);
  }

  public static Throwable cause(Throwable thrown) {
    Throwable failure = thrown;
    while ((failure instanceof CompletionException || failure instanceof ExecutionException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }
}
