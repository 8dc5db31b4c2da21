package io.voteengine.bench.ledger;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The journal of one partition: a vote of each voter, on subjects in turn. Then each voter changes
 * that vote, again and again.
 */
final class VoteStream {
  static final long START = 1_700_000_000_000_000L;

  private final Term term;
  private final int subjects;
  private final int voters;
  private final int poisonEvery;
  private final long[] up;
  private final long[] down;
  private final long[] versions;
  private long seq;

  /**
   * @param voters how many votes come before the first is changed
   * @param poisonEvery one vote in this many is by a voter whose name begins with {@code poison}; 0
   *     for none
   */
  VoteStream(Term term, int subjects, int voters, int poisonEvery) {
    this.term = term;
    this.subjects = subjects;
    this.voters = voters;
    this.poisonEvery = poisonEvery;
    this.up = new long[subjects];
    this.down = new long[subjects];
    this.versions = new long[subjects];
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
    long n = seq % voters + 1;
    long round = seq / voters;
    seq++;
    // A prime, so that neighbours in the stream are no neighbours in the index.
    int subject = (int) (n * 7_919 % subjects);
    long voter = n * 48_271 % 2_147_483_647L;
    boolean poison = poisonEvery > 0 && n % poisonEvery == 0;
    Choice choice = round % 2 == 0 ? Choice.UP : Choice.DOWN;
    Choice previous = round == 0 ? Choice.NONE : choice == Choice.UP ? Choice.DOWN : Choice.UP;
    up[subject] += choice == Choice.UP ? 1 : -1;
    down[subject] += choice == Choice.DOWN ? 1 : previous == Choice.DOWN ? -1 : 0;
    return new VoteEvent(
        term.epoch(),
        seq,
        seq,
        SubjectId.of("posts", "subject-" + subject),
        VoterId.of((poison ? "poison-" : "voter-") + voter),
        previous,
        choice,
        START + seq,
        RequestId.of(new UUID(voter, seq)),
        null,
        up[subject],
        down[subject],
        ++versions[subject]);
  }
}
