package io.voteengine.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.spi.journal.Term;
import java.util.ArrayList;
import java.util.List;

/** The arguments or the keys of a script. */
public final class Args {
  private final List<byte[]> values = new ArrayList<>();

  public Args() {}

  /** Starts with the term, as every script that names one expects. */
  public static Args in(Term term) {
    return new Args().add(term.epoch()).add(term.identity() == null ? "" : term.identity());
  }

  public Args add(byte[] value) {
    values.add(value);
    return this;
  }

  public Args add(String value) {
    return add(value.getBytes(UTF_8));
  }

  public Args add(long value) {
    return add(Long.toString(value));
  }

  public byte[][] toArray() {
    return values.toArray(byte[][]::new);
  }
}
