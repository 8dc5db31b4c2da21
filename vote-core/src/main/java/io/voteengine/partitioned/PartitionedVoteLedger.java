package io.voteengine.partitioned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.spi.ledger.LedgerQuarantine;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.spi.ledger.LedgerRecords;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.ledger.StaleSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several ledgers behind one. Each has a range of the partitions, so that one database need not
 * carry all votes. No transaction crosses a partition, so none crosses a ledger. Reads over all
 * ledgers, such as a voter's votes, show each ledger at a slightly different moment. Polls are
 * recorded in each ledger. There are no {@linkplain VoteLedger#backups backups} over all of them,
 * which would have no common moment; each ledger makes its own.
 *
 * <p>Each ledger records its range of partitions at its first use, and refuses another number or
 * order of ledgers later. Safe for use by many threads.
 */
public final class PartitionedVoteLedger implements VoteLedger {
  private final List<VoteLedger> ledgers;
  private final LedgerPolls polls = new PartitionedPolls(this);
  private final LedgerRecords records = new PartitionedRecords(this);
  private final LedgerAdministration administration = new PartitionedAdministration(this);
  private final LedgerQuarantine quarantine = new PartitionedQuarantine(this);
  private final LedgerLeases leases = new PartitionedLeases(this);
  private volatile @Nullable PartitionRange range;

  @Override
  public String toString() {
    return ledgers.toString();
  }

  private PartitionedVoteLedger(List<VoteLedger> ledgers) {
    this.ledgers = ledgers;
  }

  /**
   * Returns one ledger made of several, which it owns: closing it closes them.
   *
   * @param ledgers at least one, always in the same order
   * @return the ledger, not opened
   * @throws IllegalArgumentException when the list is empty
   */
  public static VoteLedger of(List<? extends VoteLedger> ledgers) {
    if (ledgers.isEmpty()) {
      throw new IllegalArgumentException("ledgers must not be empty");
    }
    return new PartitionedVoteLedger(List.copyOf(ledgers));
  }

  @Override
  public void open(PartitionRange range) {
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

  VoteLedger of(int partition) {
    return ledgers.get(indexOf(partition));
  }

  VoteLedger of(SubjectId subject) {
    return of(subject.partition(range().partitions()));
  }

  /**
   * Returns the identity of a single ledger, or one made of those of several ledgers in their
   * order.
   */
  @Override
  public UUID identity() {
    if (ledgers.size() == 1) {
      return ledgers.get(0).identity();
    }
    String all = ledgers.stream().map(ledger -> ledger.identity().toString()).collect(joining(" "));
    return UUID.nameUUIDFromBytes(all.getBytes(UTF_8));
  }

  @Override
  public List<Position> positions() {
    return ledgers.stream().flatMap(ledger -> ledger.positions().stream()).toList();
  }

  @Override
  public Position position(int partition) {
    return of(partition).position(partition);
  }

  @Override
  public ApplyResult apply(Position before, List<JournalEvent> events) {
    return of(before.term().partition()).apply(before, events);
  }

  @Override
  public boolean recover(Term before, List<JournalEvent> salvage, Term next) {
    return of(before.partition()).recover(before, salvage, next);
  }

  @Override
  public List<CastReply> cast(int partition, List<CastCommand> votes) {
    return of(partition).cast(partition, votes);
  }

  @Override
  public LedgerRead<List<SubjectSnapshot>> subjects(
      int partition, List<SubjectId> subjects, int few) {
    return of(partition).subjects(partition, subjects, few);
  }

  @Override
  public LedgerRead<List<VoteSnapshot>> votes(int partition, List<VoteKey> votes) {
    return of(partition).votes(partition, votes);
  }

  @Override
  public LedgerRead<Optional<PollSnapshot>> poll(int partition, String name) {
    return of(partition).poll(partition, name);
  }

  @Override
  public LedgerPolls polls() {
    return polls;
  }

  @Override
  public boolean has(SubjectId subject, VoterId voter, RequestId requestId) {
    return of(subject).has(subject, voter, requestId);
  }

  @Override
  public List<HistoryEntry> requests(int partition, List<RequestId> requests) {
    return of(partition).requests(partition, requests);
  }

  @Override
  public Map<Long, String> quarantined(Term term, long after, long last) {
    return of(term.partition()).quarantined(term, after, last);
  }

  @Override
  public boolean isQuarantined(SubjectId subject, VoterId voter, RequestId requestId) {
    return of(subject).isQuarantined(subject, voter, requestId);
  }

  @Override
  public List<StaleSubject> stale(@Nullable StaleSubject after, int limit) {
    List<StaleSubject> page = new ArrayList<>();
    StaleSubject last = after;
    int first = after == null ? 0 : indexOf(after.subject().partition(range().partitions()));
    VoteLedgerException failure = null;
    for (int i = first; i < ledgers.size() && page.size() < limit; i++) {
      try {
        page.addAll(ledgers.get(i).stale(last, limit - page.size()));
      } catch (VoteLedgerException e) {
        // The other ledgers must not wait for this one.
        failure = e;
      }
      last = null;
    }
    if (page.isEmpty() && failure != null) {
      throw failure;
    }
    return page;
  }

  @Override
  public void unloaded(Term term, List<StaleSubject> subjects) {
    of(term.partition()).unloaded(term, subjects);
  }

  @Override
  public LedgerQuarantine quarantine() {
    return quarantine;
  }

  @Override
  public LedgerRecords records() {
    return records;
  }

  @Override
  public LedgerAdministration administration() {
    return administration;
  }

  @Override
  public LedgerLeases leases() {
    return leases;
  }

  @Override
  public void maintain() {
    eachOf(VoteLedger::maintain);
  }

  @Override
  public void close() {
    eachOf(VoteLedger::close);
  }

  /** Runs a step on all ledgers, even if it fails on one, and then throws the first failure. */
  void eachOf(Consumer<VoteLedger> step) {
    RuntimeException failure = null;
    for (VoteLedger ledger : ledgers) {
      try {
        step.accept(ledger);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
