package io.voteengine.bench.check;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Compares our ledger and our store with what must be there. */
public final class LedgerCheck {
  private static final int AT_ONCE = 1_000;

  private final Expected expected;
  private final int partitions;

  public LedgerCheck(Expected expected, int partitions) {
    this.expected = expected;
    this.partitions = partitions;
  }

  /** Compares the tallies that the store shows; each must be exact. */
  public void store(VoteEngine engine, Differences differences) {
    List<Integer> subjects = List.copyOf(expected.tallies().keySet());
    for (int i = 0; i < subjects.size(); i += AT_ONCE) {
      List<Integer> some = subjects.subList(i, Math.min(i + AT_ONCE, subjects.size()));
      List<SubjectView> views = ExactPage.of(engine, some.stream().map(Ids::subjectId).toList());
      for (int n = 0; n < some.size(); n++) {
        SubjectView view = views.get(n);
        String found = text(view.tally().up(), view.tally().down());
        differences.compare(
            "Subject " + some.get(n) + " in the store",
            view.exact() ? found : found + ", not exact",
            tally(some.get(n)));
      }
    }
  }

  /** Compares every choice and every tally of the ledger, which must be open. */
  public void ledger(VoteLedger ledger, Differences differences) {
    inGroups(
        expected.choices().keySet(),
        (partition, keys) -> votes(ledger, partition, keys, differences));
    inGroups(
        expected.tallies().keySet().stream().map(s -> Expected.key(0, s)).toList(),
        (partition, keys) -> tallies(ledger, partition, keys, differences));
  }

  private void votes(VoteLedger ledger, int partition, List<Long> keys, Differences differences) {
    List<VoteKey> wanted =
        keys.stream()
            .map(
                k ->
                    new VoteKey(Ids.subjectId(Expected.subject(k)), Ids.voterId(Expected.voter(k))))
            .toList();
    Map<VoteKey, Choice> found = new HashMap<>();
    for (VoteSnapshot vote : ledger.votes(partition, wanted).value()) {
      if (vote.isRecorded()) {
        found.put(new VoteKey(vote.subject(), vote.voter()), vote.choice());
        differences.recorded(vote.choice());
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      Choice choice = found.getOrDefault(wanted.get(i), Choice.NONE);
      differences.compare(
          wanted.get(i).toString(), choice, expected.choices().getOrDefault(keys.get(i), choice));
    }
  }

  private void tallies(VoteLedger ledger, int partition, List<Long> keys, Differences differences) {
    List<SubjectId> wanted = keys.stream().map(k -> Ids.subjectId(Expected.subject(k))).toList();
    Map<SubjectId, String> found = new HashMap<>();
    for (SubjectSnapshot subject : ledger.subjects(partition, wanted).value()) {
      found.put(subject.subject(), text(subject.up(), subject.down()));
    }
    for (int i = 0; i < keys.size(); i++) {
      differences.compare(
          wanted.get(i) + " in SQL",
          found.getOrDefault(wanted.get(i), "missing"),
          tally(Expected.subject(keys.get(i))));
    }
  }

  private String tally(int subject) {
    long[] tally = expected.tallies().getOrDefault(subject, new long[2]);
    return text(tally[0], tally[1]);
  }

  private static String text(long up, long down) {
    return up + " up, " + down + " down";
  }

  /** Passes on keys of the same partition together, as the ledger reads them. */
  private void inGroups(Iterable<Long> keys, BiConsumer<Integer, List<Long>> read) {
    Map<Integer, List<Long>> groups = new HashMap<>();
    for (long key : keys) {
      int partition = Ids.subjectId(Expected.subject(key)).partition(partitions);
      List<Long> group = groups.computeIfAbsent(partition, any -> new ArrayList<>());
      group.add(key);
      if (group.size() == AT_ONCE) {
        read.accept(partition, List.copyOf(group));
        group.clear();
      }
    }
    groups.forEach(read);
  }
}
