package io.voteengine.sync.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Tally;

/** Assertions on the answers to votes. */
public final class Results {
  private Results() {}

  public static CastResult.Accepted accepted(CastResult result) {
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return (CastResult.Accepted) result;
  }

  public static CastResult.Rejected rejected(CastResult result, Reason reason) {
    assertThat(result).isInstanceOf(CastResult.Rejected.class);
    CastResult.Rejected rejected = (CastResult.Rejected) result;
    assertThat(rejected.reason()).as("%s", result).isEqualTo(reason);
    return rejected;
  }

  /** Asserts that the rejection carries the voter's current choice and the subject's counts. */
  public static void assertShows(CastResult.Rejected rejected, Choice choice, long up, long down) {
    assertThat(rejected.choice()).as("%s", rejected).isEqualTo(choice);
    Tally tally = rejected.tally();
    assertThat(tally).as("%s", rejected).isNotNull();
    assertThat(tally.up()).as("%s", rejected).isEqualTo(up);
    assertThat(tally.down()).as("%s", rejected).isEqualTo(down);
  }

  public static boolean isRejected(CastResult result, Reason reason) {
    return result instanceof CastResult.Rejected rejected && rejected.reason() == reason;
  }
}
