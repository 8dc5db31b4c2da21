package io.voteengine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.util.IdRules;
import java.util.zip.CRC32C;

/**
 * Identifies what is voted on, in one poll. Both parts are 1 to 128 UTF-8 bytes of well-formed text
 * without control characters, kept verbatim.
 *
 * @param poll name of the poll
 * @param key the subject's key within the poll
 */
public record SubjectId(String poll, String key) implements Comparable<SubjectId> {
  /**
   * Checks both parts.
   *
   * @throws InvalidInputException when a part breaks the rules above
   */
  public SubjectId {
    IdRules.check("poll", poll);
    IdRules.check("subject", key);
  }

  /**
   * Returns the id of a subject.
   *
   * @param poll name of the poll
   * @param key the subject's key within the poll
   * @return the id
   * @throws InvalidInputException when a part breaks the rules of {@link SubjectId}
   */
  public static SubjectId of(String poll, String key) {
    return new SubjectId(poll, key);
  }

  /**
   * Returns the partition that holds this subject. The function never changes, because it decides
   * where recorded votes are: CRC-32C (RFC 3720) of {@code poll NUL key} in UTF-8, its bits spread
   * by the 32-bit finalizer of MurmurHash3, modulo the number of partitions.
   *
   * @param partitions number of partitions, a power of two
   * @return a number from 0 to {@code partitions - 1}
   */
  public int partition(int partitions) {
    CRC32C crc = new CRC32C();
    crc.update(poll.getBytes(UTF_8));
    crc.update(0);
    crc.update(key.getBytes(UTF_8));
    int h = (int) crc.getValue();
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    h ^= h >>> 16;
    return h & (partitions - 1);
  }

  /**
   * Orders by poll, then by key, each by Unicode code points. This is also the order of their UTF-8
   * bytes, so Redis and SQL (with a binary collation) sort in the same order.
   */
  @Override
  public int compareTo(SubjectId other) {
    return poll.equals(other.poll)
        ? compareCodePoints(key, other.key)
        : compareCodePoints(poll, other.poll);
  }

  private static int compareCodePoints(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates stand for the highest code points, although as numbers they are below U+E000.
        boolean xAbove = Character.isSurrogate(x);
        boolean yAbove = Character.isSurrogate(y);
        return xAbove == yAbove ? Character.compare(x, y) : xAbove ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  @Override
  public String toString() {
    return poll + "/" + key;
  }
}
