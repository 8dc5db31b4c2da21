package io.voteengine.bench;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.event.JournalEvent;
import io.voteengine.event.VoteEvent;
import io.voteengine.spi.Position;
import io.voteengine.spi.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The journal of one partition: first votes of ever new voters, on subjects in turn. */
final class VoteStream {
  private static final long START = 1_700_000_000_000_000L;

  private final Term term;
  private final int subjects;
  private final int poisonEvery;
  private final long[] counts;
  private long seq;

  /**
   * @param poisonEvery each so many-th vote is by a voter whose name begins with {@code poison}; 0:
   *     none
   */
  VoteStream(Term term, int subjects, int poisonEvery) {
    this.term = term;
    this.subjects = subjects;
    this.poisonEvery = poisonEvery;
    this.counts = new long[subjects];
  }

  Position position() {
    return new Position(term, seq, seq);
  }

  List<JournalEvent> take(int events) {
    List<JournalEvent> batch = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      batch.add(next());
    }
    return batch;
  }

  private VoteEvent next() {
    seq++;
    // A prime, so that neighbours in the stream are no neighbours in the index.
    int subject = (int) (seq * 7_919 % subjects);
    boolean poison = poisonEvery > 0 && seq % poisonEvery == 0;
    long voter = seq * 48_271 % 2_147_483_647L;
    long up = ++counts[subject];
    return new VoteEvent(
        term.epoch(),
        seq,
        seq,
        SubjectId.of("posts", "subject-" + subject),
        VoterId.of((poison ? "poison-" : "voter-") + voter),
        Choice.NONE,
        Choice.UP,
        START + seq,
        RequestId.of(new UUID(voter, seq)),
        null,
        up,
        0,
        up);
  }
}
