package io.voteengine.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.VoterId;
import java.util.stream.IntStream;

/** 10,000 voters, whose names are of one length. */
public final class Crowd {
  public static final int SIZE = 10_000;

  private static final VoterId[] VOTERS =
      IntStream.range(0, SIZE)
          .mapToObj(i -> VoterId.of("voter-%08d".formatted(i)))
          .toArray(VoterId[]::new);
  private static final byte[][] NAMES =
      IntStream.range(0, SIZE)
          .mapToObj(i -> VOTERS[i].value().getBytes(UTF_8))
          .toArray(byte[][]::new);

  private Crowd() {}

  public static VoterId voter(int number) {
    return VOTERS[number];
  }

  /** Returns the same voter's name in bytes. */
  public static byte[] name(int number) {
    return NAMES[number];
  }
}
