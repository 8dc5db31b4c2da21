package io.voteengine.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.VoterId;
import java.util.stream.IntStream;

/** 10,000 voters, whose names are of one length. */
final class Crowd {
  static final int SIZE = 10_000;

  private static final VoterId[] VOTERS =
      IntStream.range(0, SIZE)
          .mapToObj(i -> VoterId.of("voter-%08d".formatted(i)))
          .toArray(VoterId[]::new);
  private static final byte[][] NAMES =
      IntStream.range(0, SIZE)
          .mapToObj(i -> VOTERS[i].value().getBytes(UTF_8))
          .toArray(byte[][]::new);

  private Crowd() {}

  static VoterId voter(int number) {
    return VOTERS[number];
  }

  /** The same voter's name in bytes. */
  static byte[] name(int number) {
    return NAMES[number];
  }
}
