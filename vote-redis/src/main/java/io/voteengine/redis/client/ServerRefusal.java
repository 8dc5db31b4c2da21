package io.voteengine.redis.client;

import io.voteengine.spi.StoreUnavailableException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error by which a server refuses a call. The server has done nothing: the scripts read before
 * they write.
 *
 * @param code the error, like {@code OOM}
 * @param reply the server's own message
 */
record ServerRefusal(String code, String reply) {
  private static final Set<String> CODES =
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

  /** Returns the refusal in an error reply; null when it may be anything else. */
  static @Nullable ServerRefusal in(@Nullable String reply) {
    String code = reply == null ? null : code(reply);
    return reply == null || code == null ? null : new ServerRefusal(code, reply);
  }

  private static @Nullable String code(String reply) {
    if (reply.contains(NOT_PERMITTED)) {
      return "NOPERM";
    }
    String first = reply.split(" ", 2)[0];
    if (!first.equals("ERR") && !first.equals("@user_script:")) {
      return CODES.contains(first) ? first : null;
    }
    if (!reply.contains("script")) {
      return null;
    }
    Matcher codes = CODE.matcher(reply.substring(first.length()));
    while (codes.find()) {
      if (CODES.contains(codes.group())) {
        return codes.group();
      }
    }
    return null;
  }

  /** Returns whether the user lacks a permission. */
  boolean isForbidden() {
    return FORBIDDEN.contains(code);
  }

  boolean isOfReplica() {
    return code.equals("READONLY");
  }

  StoreUnavailableException exception(@Nullable Throwable failure) {
    return new StoreUnavailableException(
        "Redis refused, and nothing has been done: " + reply + ". " + advice() + ".", failure);
  }

  private String advice() {
    return switch (code) {
      case "OOM" -> "It has reached maxmemory: raise it, or evict more";
      case "WRONGTYPE" ->
          "Something has overwritten a key of the store: find out what, and unload the subject or"
              + " delete the key";
      case "NOAUTH", "NOPERM", "WRONGPASS" -> "Give the store's user the permissions it needs";
      case "EVICTS" -> "It may drop votes when memory is short: set maxmemory-policy noeviction";
      case "WRONGLEDGER" ->
          "The store belongs to another ledger: give this site a keyPrefix of its own";
      case "READONLY" -> "It is a replica; the client looks for its master";
      case "NOINFO" -> "The store needs a server whose INFO says role and master_replid";
      default -> "Try again";
    };
  }
}
