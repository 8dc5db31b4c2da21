package io.voteengine.partitioned;

import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.rules.SubjectPlaces;
import io.voteengine.util.RunAll;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several ledgers in a fixed order, each with its range of the partitions: the first ledger has the
 * first partitions. Safe for use by many threads.
 */
final class LedgersByPartition {
  private final List<VoteLedger> ledgers;
  private volatile @Nullable PartitionRange range;
  private volatile SubjectPlaces places = new SubjectPlaces(1);

  LedgersByPartition(List<VoteLedger> ledgers) {
    this.ledgers = ledgers;
  }

  /** Opens each ledger with its share of the range. */
  void open(PartitionRange range) {
    if (range.size() < ledgers.size()) {
      throw new VoteConfigurationException(
          range.size()
              + " partitions cannot be shared among "
              + ledgers.size()
              + " ledgers: set more partitions, or use fewer ledgers.",
          null);
    }
    for (int i = 0; i < ledgers.size(); i++) {
      ledgers
          .get(i)
          .open(new PartitionRange(range.partitions(), begin(range, i), begin(range, i + 1)));
    }
    this.places = new SubjectPlaces(range.partitions());
    this.range = range;
  }

  private int begin(PartitionRange range, int ledger) {
    return range.from() + range.size() * ledger / ledgers.size();
  }

  List<VoteLedger> ledgers() {
    return ledgers;
  }

  private PartitionRange range() {
    PartitionRange opened = range;
    if (opened == null) {
      throw new IllegalStateException("the ledger is not open: call open first");
    }
    return opened;
  }

  /** Returns the index of the ledger that has a partition. */
  int indexOf(int partition) {
    PartitionRange opened = range();
    if (partition < opened.from() || partition >= opened.until()) {
      throw new IllegalArgumentException("no partition " + partition + " is served");
    }
    int index = 0;
    while (begin(opened, index + 1) <= partition) {
      index++;
    }
    return index;
  }

  /** Returns the index of the ledger that has a subject. */
  int indexOf(SubjectId subject) {
    PartitionRange unused = range();
    return indexOf(places.partition(subject, poll -> ledgers.get(0).polls().find(poll)));
  }

  VoteLedger of(int partition) {
    return ledgers.get(indexOf(partition));
  }

  VoteLedger of(SubjectId subject) {
    return ledgers.get(indexOf(subject));
  }

  /** Runs a step on all ledgers, even if it fails on one, and then throws the first failure. */
  void eachOf(Consumer<VoteLedger> step) {
    RunAll.each(ledgers, step);
  }
}
