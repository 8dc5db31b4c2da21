package io.voteengine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.spi.journal.Term;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a script, or its keys. */
final class Args {
  private final List<byte[]> values = new ArrayList<>();

  Args() {}

  /** Begins with the term, as all scripts that name one do. */
  static Args in(Term term) {
    return new Args().add(term.epoch()).add(term.identity() == null ? "" : term.identity());
  }

  Args add(byte[] value) {
    values.add(value);
    return this;
  }

  Args add(String value) {
    return add(value.getBytes(UTF_8));
  }

  Args add(long value) {
    return add(Long.toString(value));
  }

  byte[][] toArray() {
    return values.toArray(byte[][]::new);
  }
}
