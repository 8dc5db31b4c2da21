package io.voteengine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;

/** What tests ask of the answers to votes. */
final class Results {
  private Results() {}

  static CastResult.Rejected rejected(CastResult result, Reason reason) {
    assertThat(result).isInstanceOf(CastResult.Rejected.class);
    CastResult.Rejected rejected = (CastResult.Rejected) result;
    assertThat(rejected.reason()).as("%s", result).isEqualTo(reason);
    return rejected;
  }

  static boolean isRejected(CastResult result, Reason reason) {
    return result instanceof CastResult.Rejected rejected && rejected.reason() == reason;
  }
}
