package io.voteengine.tck.ledger.result;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.result.proof.Ballot;
import io.voteengine.result.proof.InclusionProver;
import io.voteengine.result.proof.ResultLeaves;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerResults;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** One test's ledger, with a poll of two partitions that is over or can be closed. */
public abstract class ResultCase extends LedgerCase {
  protected static final String POLL = "posts";
  protected static final UUID NODE = new UUID(0, 1);
  protected static final UUID OTHER = new UUID(0, 2);

  protected final LedgerFinalizations finalizations;
  protected final LedgerResults results;
  protected final FakeJournal elsewhere = new FakeJournal(new Term(1, 1, "s1"));

  protected ResultCase(VoteLedgerContract suite) {
    super(suite);
    this.finalizations = ledger.finalizations().orElseThrow();
    this.results = ledger.results().orElseThrow();
  }

  protected void define() {
    ledger.polls().define(Poll.named(POLL));
  }

  /** Closes the poll, and begins its finalization. */
  protected void begin() {
    ledger.polls().close(POLL, "host", "the end");
    finalizations.begin(POLL);
  }

  /** Brings the close markers of both partitions to the ledger. */
  protected void mark() {
    journal.close(POLL);
    elsewhere.close(POLL);
    flush();
    flush(elsewhere);
  }

  protected long epochs() {
    return ledger.positions().stream().mapToLong(at -> at.term().epoch()).sum();
  }

  protected void settle(UUID node) {
    finalizations.settled(POLL, node, epochs());
  }

  protected boolean seal() {
    return finalizations.seal(POLL, NODE, finalizations.count(POLL));
  }

  protected void sealNow() {
    begin();
    mark();
    settle(NODE);
    if (!seal()) {
      throw new AssertionError("not sealed: " + finalizations.readiness(POLL, NODE));
    }
  }

  /** Votes on three subjects of both partitions. */
  protected void voteSome() {
    journal.vote(A, ADA, Choice.UP);
    journal.vote(A, BOB, Choice.UP);
    journal.vote(B, ADA, Choice.DOWN);
    elsewhere.vote(ELSEWHERE, ADA, Choice.UP);
    elsewhere.vote(ELSEWHERE, BOB, Choice.UP);
    elsewhere.vote(ELSEWHERE, VoterId.of("cid"), Choice.DOWN);
    elsewhere.vote(ELSEWHERE, VoterId.of("dan"), Choice.UP);
    elsewhere.vote(ELSEWHERE, VoterId.of("dan"), Choice.NONE);
    flush();
    flush(elsewhere);
  }

  protected InclusionProver tree() {
    return InclusionProver.over(
        ResultLeaves.of(results.result(POLL).orElseThrow(), results.ballots(POLL, 0)));
  }

  /** Writes the ballots, and records the root. */
  protected byte[] root() {
    finalizations.writeBallots(POLL, () -> {});
    InclusionProver tree = tree();
    finalizations.keepRoot(POLL, tree.root(), tree.toBytes(), null);
    return tree.root();
  }

  protected List<Ballot> ballots(long from) {
    List<Ballot> all = new ArrayList<>();
    for (Iterator<Ballot> rest = results.ballots(POLL, from); rest.hasNext(); ) {
      all.add(rest.next());
    }
    return all;
  }

  protected static SubjectId subject(String key) {
    return SubjectId.of(POLL, key);
  }
}
