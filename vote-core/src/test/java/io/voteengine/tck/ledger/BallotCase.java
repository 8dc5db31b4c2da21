package io.voteengine.tck.ledger;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.rules.SubjectPlaces;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.testing.Waiting;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** A case with two ballot polls in partition 0: one choice for each voter, and two that move. */
public abstract class BallotCase extends LedgerCase {
  protected static final Poll LOGOS = Poll.named(inPartition0("logos")).votesPerVoter(1);
  protected static final Poll JAMS =
      Poll.named(inPartition0("jams")).votesPerVoter(2, WhenSpent.MOVE);
  protected static final SubjectId CAT = SubjectId.of(LOGOS.name(), "cat");
  protected static final SubjectId DOG = SubjectId.of(LOGOS.name(), "dog");
  protected static final SubjectId ONE = SubjectId.of(JAMS.name(), "1");
  protected static final SubjectId TWO = SubjectId.of(JAMS.name(), "2");
  protected static final SubjectId THREE = SubjectId.of(JAMS.name(), "3");

  protected BallotCase(VoteLedgerContract suite) {
    super(suite);
  }

  private static String inPartition0(String name) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> name + i)
        .filter(poll -> SubjectPlaces.ofBallots(poll, PARTITIONS) == 0)
        .findFirst()
        .orElseThrow();
  }

  @BeforeEach
  protected void recordPolls() {
    ledger.polls().define(LOGOS);
    ledger.polls().define(JAMS);
  }

  protected List<SubjectId> held(Poll poll, VoterId voter) {
    HeldVotes held = ledger.held(0, List.of(new VoterInPoll(poll.name(), voter))).value().get(0);
    return held.votes().stream().map(VoteSnapshot::subject).sorted().toList();
  }

  protected CastReply cast(CastCommand vote) {
    return ledger.cast(0, List.of(vote), Deadline.in(Waiting.AMPLE)).get(0);
  }

  protected CastReply.Accepted accepted(CastCommand vote) {
    return (CastReply.Accepted) cast(vote);
  }
}
