package io.voteengine.result.proof;

import io.voteengine.SubjectId;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of leaf 0. Its first field differs from that of a ballot, so neither is the other. */
final class ResultLeaf {
  private static final String TAG = "voteengine/1/result";

  private ResultLeaf() {}

  static byte[] write(PollResult result) {
    LengthPrefixed out = new LengthPrefixed().text(TAG).text(result.poll());
    Instant opensAt = result.opensAt();
    if (opensAt == null) {
      out.text("");
    } else {
      out.number(Micros.of(opensAt));
    }
    out.number(Micros.of(result.closedAt())).number(result.up()).number(result.down());
    out.number(result.standings().size());
    for (Standing standing : result.standings()) {
      out.text(standing.subject().key()).number(standing.up()).number(standing.down());
    }
    out.number(result.excluded().size());
    for (Exclusion exclusion : result.excluded()) {
      out.text(exclusion.reason()).number(exclusion.votes());
    }
    return out.toBytes();
  }

  static PollResult read(byte[] leaf) {
    LengthPrefixedReader in = new LengthPrefixedReader(leaf);
    if (!in.text().equals(TAG)) {
      throw new IllegalArgumentException("The leaf does not begin with " + TAG);
    }
    String poll = in.text();
    Instant opensAt = opensAt(in.text());
    Instant closedAt = Micros.toInstant(in.number());
    in.number();
    in.number();
    List<Standing> standings = new ArrayList<>();
    for (int left = in.count(3 * Integer.BYTES + 3); left > 0; left--) {
      standings.add(new Standing(SubjectId.of(poll, in.text()), in.number(), in.number()));
    }
    List<Exclusion> excluded = new ArrayList<>();
    for (int left = in.count(2 * Integer.BYTES + 2); left > 0; left--) {
      excluded.add(new Exclusion(in.text(), in.number()));
    }
    in.end();
    PollResult result = new PollResult(poll, opensAt, closedAt, standings, excluded);
    // Finds wrong totals, another order, and whatever else is not the one form of this result.
    if (!Arrays.equals(write(result), leaf)) {
      throw new IllegalArgumentException("The leaf is not in the canonical form of its result");
    }
    return result;
  }

  private static @Nullable Instant opensAt(String micros) {
    return micros.isEmpty() ? null : Micros.toInstant(Long.parseLong(micros));
  }
}
