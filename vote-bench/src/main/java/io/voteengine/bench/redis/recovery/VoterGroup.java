package io.voteengine.bench.redis.recovery;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.bench.redis.site.ServedSite;
import io.voteengine.redis.testing.Answers;
import io.voteengine.redis.testing.Recount;
import io.voteengine.redis.testing.TrackedVoter;
import io.voteengine.spi.VoteLedger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** People with subjects of their own. */
record VoterGroup(List<SubjectId> subjects, List<TrackedVoter> voters, AtomicInteger next) {
  private static final int SUBJECTS = 100;
  private static final int VOTERS = 2_000;

  static VoterGroup of(String name, Answers answers) {
    List<SubjectId> subjects =
        IntStream.range(0, SUBJECTS)
            .mapToObj(i -> SubjectId.of(ServedSite.POLL, name + "-" + i))
            .toList();
    List<TrackedVoter> voters =
        IntStream.range(0, VOTERS)
            .mapToObj(
                i ->
                    new TrackedVoter(
                        VoterId.of(name + "-" + i), subjects, name.hashCode() + i, false, answers))
            .toList();
    return new VoterGroup(subjects, voters, new AtomicInteger());
  }

  /** Lets a voter vote who has the last answer; when all wait, none votes. */
  void vote(ServedSite site, long due) {
    boolean voted = false;
    for (int i = 0; i < VOTERS && !voted; i++) {
      int n = Math.floorMod(next.getAndIncrement(), VOTERS);
      voted = voters.get(n).vote(site.engine(n), due);
    }
  }

  /** Sends one open vote again. */
  boolean settleOne(ServedSite site) {
    for (int i = 0; i < VOTERS; i++) {
      int n = Math.floorMod(next.getAndIncrement(), VOTERS);
      TrackedVoter voter = voters.get(n);
      if (!voter.isSettled()) {
        voter.settle(site.engine(n));
        return true;
      }
    }
    return false;
  }

  boolean isSettled() {
    return voters.stream().allMatch(TrackedVoter::isSettled);
  }

  /** Returns how many acknowledged votes do not count. */
  long lost(VoteLedger ledger) {
    Map<VoterId, Map<SubjectId, Choice>> choices =
        voters.stream().collect(Collectors.toMap(TrackedVoter::id, TrackedVoter::choices));
    return new Recount(ServedSite.PARTITIONS, subjects, choices).ledger(ledger).size();
  }
}
