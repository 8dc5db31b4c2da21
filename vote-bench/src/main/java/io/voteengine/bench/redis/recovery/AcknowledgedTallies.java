package io.voteengine.bench.redis.recovery;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.bench.redis.site.ServedSite;
import io.voteengine.redis.testing.TrackedVoter;
import io.voteengine.spi.VoteLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The tallies that a group's acknowledged votes make. */
final class AcknowledgedTallies {
  private static final int CHOICES = Choice.values().length;

  private final List<SubjectId> subjects;
  private final Map<SubjectId, long[]> expected = new HashMap<>();

  AcknowledgedTallies(VoterGroup group) {
    subjects = group.subjects();
    subjects.forEach(subject -> expected.put(subject, new long[CHOICES]));
    for (TrackedVoter voter : group.voters()) {
      voter
          .choices()
          .forEach(
              (subject, choice) ->
                  expected.computeIfAbsent(subject, any -> new long[CHOICES])[choice.ordinal()]++);
    }
  }

  /** Returns whether every engine's store and the ledger show these tallies. */
  boolean areShown(ServedSite site, VoteLedger ledger) {
    return site.engines().stream().allMatch(this::areShown)
        && IntStream.range(0, ServedSite.PARTITIONS)
            .allMatch(partition -> areIn(ledger, partition));
  }

  private boolean areShown(VoteEngine engine) {
    try {
      return engine.page(subjects, null).stream()
          .allMatch(
              view ->
                  view.exact() && isSame(view.subject(), view.tally().up(), view.tally().down()));
    } catch (VoteException late) {
      return false;
    }
  }

  private boolean areIn(VoteLedger ledger, int partition) {
    List<SubjectId> its =
        subjects.stream()
            .filter(subject -> subject.partition(ServedSite.PARTITIONS) == partition)
            .toList();
    return ledger.subjects(partition, its).value().stream()
        .allMatch(seen -> isSame(seen.subject(), seen.up(), seen.down()));
  }

  private boolean isSame(SubjectId subject, long up, long down) {
    long[] counts = expected.get(subject);
    return counts != null
        && up == counts[Choice.UP.ordinal()]
        && down == counts[Choice.DOWN.ordinal()];
  }
}
