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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes failures after which nothing has been done from those whose outcome is unknown. A
 * failure that is not recognised has an unknown outcome.
 */
public final class RedisFailures {
  /** The errors of a server that refused a call. The scripts read before they write. */
  private static final Set<String> REFUSALS =
      Set.of(
          "NOSCRIPT",
          "MOVED",
          "ASK",
          "TRYAGAIN",
          "CLUSTERDOWN",
          "READONLY",
          "LOADING",
          "MASTERDOWN",
          "OOM",
          "MISCONF",
          "NOREPLICAS",
          "BUSY",
          "NOAUTH",
          "NOPERM",
          "WRONGPASS",
          "WRONGTYPE",
          "WRONGLEDGER",
          "NOINFO",
          "EVICTS");

  private static final Set<String> FORBIDDEN = Set.of("NOAUTH", "NOPERM", "WRONGPASS");

  /**
   * Redis 6.2 wraps the error of a command in a script: {@code ERR Error running script (…): …}, or
   * {@code @user_script: 24: -OOM …}.
   */
  private static final Pattern CODE = Pattern.compile("\\b[A-Z]{3,}\\b");

  /** The error in a script for a command, key or channel that its user may not use. */
  private static final String NOT_PERMITTED = "The user executing the script can't";

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

  /** Returns the server's message about a missing permission; null for any other failure. */
  public static @Nullable String forbidden(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RedisCommandExecutionException
          && FORBIDDEN.contains(String.valueOf(refusal(cause.getMessage())))) {
        return cause.getMessage();
      }
    }
    return null;
  }

  /** Returns whether the answer is that of a replica. */
  static boolean isOfReplica(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof RedisCommandExecutionException
        && "READONLY".equals(refusal(cause.getMessage()));
  }

  /** Returns whether no answer came in time, or the server could not be reached. */
  static boolean isSilence(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof RedisCommandTimeoutException || isUnreachable(cause);
  }

  private static RuntimeException ofReply(Throwable failure) {
    String code = refusal(failure.getMessage());
    if (code == null) {
      return new VoteStoreException(
          "Redis answered with an error that does not say whether it did anything: "
              + failure.getMessage(),
          failure);
    }
    return refused(code, String.valueOf(failure.getMessage()), failure);
  }

  /** Returns a refusal with the server's own message. The server has done nothing. */
  public static StoreUnavailableException refused(String reply) {
    return refused(String.valueOf(refusal(reply)), reply, null);
  }

  private static StoreUnavailableException refused(
      String code, String reply, @Nullable Throwable failure) {
    String advice =
        switch (code) {
          case "OOM" -> "It has reached maxmemory: raise it, or evict more";
          case "WRONGTYPE" ->
              "Something has overwritten a key of the store: find out what, and unload the subject"
                  + " or delete the key";
          case "NOAUTH", "NOPERM", "WRONGPASS" -> "Give the store's user the permissions it needs";
          case "EVICTS" ->
              "It may drop votes when memory is short: set maxmemory-policy noeviction";
          case "WRONGLEDGER" ->
              "The store belongs to another ledger: give this site a keyPrefix of its own";
          case "READONLY" -> "It is a replica; the client looks for its master";
          case "NOINFO" -> "The store needs a server whose INFO says role and master_replid";
          default -> "Try again";
        };
    return new StoreUnavailableException(
        "Redis refused, and nothing has been done: " + reply + ". " + advice + ".", failure);
  }

  private static @Nullable String refusal(@Nullable String reply) {
    if (reply == null) {
      return null;
    }
    if (reply.contains(NOT_PERMITTED)) {
      return "NOPERM";
    }
    String first = reply.split(" ", 2)[0];
    if (!first.equals("ERR") && !first.equals("@user_script:")) {
      return REFUSALS.contains(first) ? first : null;
    }
    if (!reply.contains("script")) {
      return null;
    }
    Matcher codes = CODE.matcher(reply.substring(first.length()));
    while (codes.find()) {
      if (REFUSALS.contains(codes.group())) {
        return codes.group();
      }
    }
    return null;
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
