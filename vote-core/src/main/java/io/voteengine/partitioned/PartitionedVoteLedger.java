package io.voteengine.partitioned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.spi.ledger.LedgerQuarantine;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.spi.ledger.LedgerRecords;
import io.voteengine.spi.ledger.LedgerSubjects;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.util.RunAll;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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
  private final LedgersByPartition all;
  private final LedgerPolls polls;
  private final LedgerRecords records;
  private final LedgerAdministration administration;
  private final LedgerQuarantine quarantine;
  private final LedgerLeases leases;
  private final LedgerSubjects subjects;

  private PartitionedVoteLedger(LedgersByPartition all) {
    this.all = all;
    this.polls = new PartitionedPolls(all);
    this.records = new PartitionedRecords(all);
    this.administration = new PartitionedAdministration(all);
    this.quarantine = new PartitionedQuarantine(all);
    this.leases = new PartitionedLeases(all);
    this.subjects = new PartitionedSubjects(all);
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
    return new PartitionedVoteLedger(new LedgersByPartition(List.copyOf(ledgers)));
  }

  @Override
  public String toString() {
    return all.ledgers().toString();
  }

  @Override
  public void open(PartitionRange range) {
    all.open(range);
  }

  /**
   * Returns the identity of a single ledger, or one made of those of several ledgers in their
   * order.
   */
  @Override
  public UUID identity() {
    List<VoteLedger> ledgers = all.ledgers();
    if (ledgers.size() == 1) {
      return ledgers.get(0).identity();
    }
    String names =
        ledgers.stream().map(ledger -> ledger.identity().toString()).collect(joining(" "));
    return UUID.nameUUIDFromBytes(names.getBytes(UTF_8));
  }

  @Override
  public List<Position> positions() {
    return all.ledgers().stream().flatMap(ledger -> ledger.positions().stream()).toList();
  }

  @Override
  public Position position(int partition) {
    return all.of(partition).position(partition);
  }

  @Override
  public List<ApplyResult> apply(List<JournalBatch> batches) {
    Map<VoteLedger, List<JournalBatch>> byLedger = new LinkedHashMap<>();
    for (JournalBatch batch : batches) {
      byLedger.computeIfAbsent(all.of(batch.partition()), its -> new ArrayList<>()).add(batch);
    }
    Map<Integer, ApplyResult> results = new HashMap<>();
    byLedger.forEach(
        (ledger, some) -> {
          List<ApplyResult> its = ledger.apply(some);
          for (int i = 0; i < some.size(); i++) {
            results.put(some.get(i).partition(), its.get(i));
          }
        });
    return batches.stream()
        .map(batch -> Objects.requireNonNull(results.get(batch.partition())))
        .toList();
  }

  @Override
  public boolean recover(Term before, List<JournalEvent> salvage, Term next) {
    return all.of(before.partition()).recover(before, salvage, next);
  }

  @Override
  public List<CastReply> cast(int partition, List<CastCommand> votes, Deadline deadline) {
    return all.of(partition).cast(partition, votes, deadline);
  }

  @Override
  public LedgerRead<List<SubjectSnapshot>> subjects(
      int partition, List<SubjectId> subjects, int few) {
    return all.of(partition).subjects(partition, subjects, few);
  }

  @Override
  public LedgerRead<List<VoteSnapshot>> votes(int partition, List<VoteKey> votes) {
    return all.of(partition).votes(partition, votes);
  }

  @Override
  public LedgerRead<List<HeldVotes>> held(int partition, List<VoterInPoll> voters) {
    return all.of(partition).held(partition, voters);
  }

  @Override
  public LedgerRead<Optional<PollSnapshot>> poll(int partition, String name) {
    return all.of(partition).poll(partition, name);
  }

  @Override
  public LedgerPolls polls() {
    return polls;
  }

  @Override
  public LedgerSubjects subjects() {
    return subjects;
  }

  @Override
  public boolean has(SubjectId subject, VoterId voter, RequestId requestId) {
    return all.of(subject).has(subject, voter, requestId);
  }

  @Override
  public List<HistoryEntry> requests(int partition, List<RequestId> requests) {
    return all.of(partition).requests(partition, requests);
  }

  @Override
  public Map<Long, String> quarantined(Term term, long after, long last) {
    return all.of(term.partition()).quarantined(term, after, last);
  }

  @Override
  public boolean isQuarantined(SubjectId subject, VoterId voter, RequestId requestId) {
    return all.of(subject).isQuarantined(subject, voter, requestId);
  }

  @Override
  public List<StaleSubject> stale(@Nullable StaleSubject after, int limit) {
    List<VoteLedger> ledgers = all.ledgers();
    List<StaleSubject> page = new ArrayList<>();
    StaleSubject last = after;
    int first = after == null ? 0 : all.indexOf(after.partition());
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
    all.of(term.partition()).unloaded(term, subjects);
  }

  @Override
  public LedgerQuarantine quarantine() {
    return quarantine;
  }

  @Override
  public void refreshRankings() {
    RunAll.each(all.ledgers(), VoteLedger::refreshRankings);
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
    all.eachOf(VoteLedger::maintain);
  }

  @Override
  public void close() {
    all.eachOf(VoteLedger::close);
  }
}
