package io.voteengine.result.proof;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One counted vote as it is published: without its voter. Ballots are ordered by the bytes of their
 * leaves, so the order tells nothing about who voted when.
 *
 * @param subject what the vote is for
 * @param choice {@link Choice#UP} or {@link Choice#DOWN}
 * @param nonce what {@link BallotSecret#nonce} returned: 64 lower-case hexadecimal digits
 */
public record Ballot(SubjectId subject, Choice choice, String nonce) implements Comparable<Ballot> {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when the choice is NONE or the nonce is not as described
   */
  public Ballot {
    Objects.requireNonNull(subject, "subject");
    if (Objects.requireNonNull(choice, "choice") == Choice.NONE) {
      throw new IllegalArgumentException(
          "choice must be UP or DOWN: a retracted vote is no ballot");
    }
    if (nonce.length() != 64 || !nonce.equals(HEX.formatHex(HEX.parseHex(nonce)))) {
      throw new IllegalArgumentException("nonce must have 64 lower-case hexadecimal digits");
    }
  }

  /**
   * Returns the ballot's leaf in the tree: the fields {@code voteengine/1}, poll, subject, choice
   * and nonce (32 bytes), each behind its length in four bytes.
   *
   * @return a new array
   */
  public byte[] leaf() {
    return new LengthPrefixed()
        .text("voteengine/1")
        .text(subject.poll())
        .text(subject.key())
        .text(choice.name())
        .bytes(HEX.parseHex(nonce))
        .toBytes();
  }

  /**
   * Returns the ballot as one line of the published list, in JSON and without a line break.
   *
   * @return an object with subject, choice and nonce
   */
  public String toJson() {
    StringBuilder json = new StringBuilder(160).append("{\"subject\":\"");
    String key = subject.key();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      // Ids have no control characters, so only these two need an escape.
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      json.append(c);
    }
    return json.append("\",\"choice\":\"")
        .append(choice.name())
        .append("\",\"nonce\":\"")
        .append(nonce)
        .append("\"}")
        .toString();
  }

  /** Orders by the bytes of the leaves, each byte as a number from 0 to 255. */
  @Override
  public int compareTo(Ballot other) {
    return Arrays.compareUnsigned(leaf(), other.leaf());
  }
}
