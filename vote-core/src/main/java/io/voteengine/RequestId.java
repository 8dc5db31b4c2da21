package io.voteengine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import java.util.UUID;

/**
 * Identifies one request to vote, so that a retry is recognised and not applied a second time. The
 * engine makes an id for each vote that has none. A host that retries across processes (for example
 * with a browser's idempotency key) sets its own.
 *
 * <p>The retry of a known request gets the same answer as before, whatever its voter has done
 * since. The same id with another choice, time or variant is rejected. An id belongs to one voter
 * and one subject: other voters and subjects may use the same id. It is remembered for as long as
 * the audit log keeps the vote.
 *
 * @param value 128 bits; ids are ordered as unsigned numbers, which is the order of their text
 */
public record RequestId(UUID value) implements Comparable<RequestId> {
  /** Checks that there is a value. */
  public RequestId {
    Objects.requireNonNull(value, "value");
  }

  /**
   * Returns the request id with the given bits.
   *
   * @param value 128 bits
   * @return the id
   */
  public static RequestId of(UUID value) {
    return new RequestId(value);
  }

  /**
   * Returns the request id for a name that the host chooses. The same name always gives the same
   * id.
   *
   * @param name any text, unique among the requests of one voter on one subject
   * @return the id, a name-based UUID (RFC 9562, version 3)
   */
  public static RequestId named(String name) {
    return new RequestId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
  }

  /**
   * Parses the form that {@link #toString()} writes.
   *
   * @param text a UUID
   * @return the id
   * @throws InvalidInputException when the text is not a UUID in its full form
   */
  public static RequestId parse(String text) {
    UUID value;
    try {
      value = UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("requestId", "is not a UUID", e);
    }
    // The JDK also reads "1-1-1-1-1" and cuts groups that are too long, so that different texts
    // would give the same id.
    if (!value.toString().equalsIgnoreCase(text)) {
      throw new InvalidInputException("requestId", "is not a UUID in full");
    }
    return new RequestId(value);
  }

  @Override
  public int compareTo(RequestId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
