package io.voteengine.result.proof;

import io.voteengine.util.IdRules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What is signed: which tree, how large, which root. Its text is the note of <a
 * href="https://c2sp.org/tlog-checkpoint">C2SP tlog-checkpoint</a>: three lines, one for each part.
 *
 * @param origin names the tree, see {@link #origin(String, String)}
 * @param size the number of leaves, from 1 to 999,999,999,999,999
 * @param root the root of the tree in base64
 */
public record Checkpoint(String origin, long size, String root) {
  static final long MAX_SIZE = 999_999_999_999_999L;
  private static final int MAX_ORIGIN = 512;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when one is out of range; the message names it
   */
  public Checkpoint {
    checkOrigin(origin);
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException("size must be from 1 to " + MAX_SIZE + ": " + size);
    }
    byte[] bytes = Base64.getDecoder().decode(root);
    if (bytes.length != TreeHash.BYTES || !Base64.getEncoder().encodeToString(bytes).equals(root)) {
      throw new IllegalArgumentException("root must be 32 bytes in canonical base64: " + root);
    }
  }

  /**
   * Returns the checkpoint of a tree.
   *
   * @param origin see {@link #origin(String, String)}
   * @param size the number of leaves
   * @param root the 32 bytes of the root
   * @return the checkpoint
   */
  public static Checkpoint of(String origin, long size, byte[] root) {
    return new Checkpoint(origin, size, Base64.getEncoder().encodeToString(root));
  }

  /**
   * Returns the origin of a poll's tree. Each poll is a tree of its own, so it needs an origin of
   * its own. Everything but letters, digits and {@code -._~} is percent-encoded (RFC 3986).
   *
   * @param site the host's name and path, such as {@code example.com/votes}
   * @param poll name of the poll
   * @return for example {@code example.com/votes/launch%20day}
   * @throws IllegalArgumentException when the site has a space, a plus or a control character, or
   *     the whole is longer than 512 characters
   */
  public static String origin(String site, String poll) {
    IdRules.check("poll", poll);
    StringBuilder origin = new StringBuilder(site).append('/');
    for (byte b : poll.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        origin.append(c);
      } else {
        origin.append('%').append("0123456789ABCDEF".charAt(c >> 4));
        origin.append("0123456789ABCDEF".charAt(c & 15));
      }
    }
    return checkOrigin(origin.toString());
  }

  static String checkOrigin(String origin) {
    if (origin.isEmpty() || origin.length() > MAX_ORIGIN) {
      throw new IllegalArgumentException("origin must have 1 to 512 characters");
    }
    if (origin.chars().anyMatch(c -> c <= ' ' || c == '+' || c > '~')) {
      throw new IllegalArgumentException(
          "origin must be visible ASCII without a plus sign; percent-encode the rest");
    }
    return origin;
  }

  /** Returns the text that is signed: three lines, each with its line break. */
  @Override
  public String toString() {
    return origin + "\n" + size + "\n" + root + "\n";
  }
}
