package io.voteengine.bench.site;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses options that are out of range, in a sentence. */
public final class Require {
  private final CommandSpec command;

  public Require(@Nullable CommandSpec command) {
    this.command = Objects.requireNonNull(command, "command");
  }

  public void range(String option, int value, int least, int most) {
    that(
        value >= least && value <= most,
        "%s must be from %,d to %,d, and is %,d".formatted(option, least, most, value));
  }

  public void powerOfTwo(String option, int value, int most) {
    that(
        value >= 1 && value <= most && Integer.bitCount(value) == 1,
        "%s must be a power of two up to %,d, and is %,d".formatted(option, most, value));
  }

  /** Refuses the command line with a sentence, unless it holds. */
  public void that(boolean holds, String sentence) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), sentence);
    }
  }
}
