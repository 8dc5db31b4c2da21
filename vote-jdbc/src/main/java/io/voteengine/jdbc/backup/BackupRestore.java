package io.voteengine.jdbc.backup;

import static java.util.stream.Collectors.toSet;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.RestoreReport;
import io.voteengine.backup.SubjectChange;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.EventWriter;
import io.voteengine.jdbc.apply.LockedTallies;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.apply.VoteWrites;
import io.voteengine.jdbc.apply.log.LoggedRequests;
import io.voteengine.jdbc.backup.PresentVotes.PresentVote;
import io.voteengine.jdbc.backup.file.BackupVote;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.query.VotePages;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.PartitionRange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the differences between a backup and the poll's votes. Each batch compares and writes
 * under its partition's lock, so nothing can change in between. The batch also keeps the backup
 * from being deleted: votes missing in it would be taken away. When a voter is erased meanwhile,
 * the votes move to another place in the order, in the backup and in the poll, and may be missed.
 * The whole partition is then read again.
 */
final class BackupRestore {
  private static final int BATCH = 1_000;

  private final VoteWrites writes;
  private final Backup backup;
  private final @Nullable Long moment;
  private final Set<SubjectId> subjects;

  /** Collects the changes instead of writing them; null: writes them. */
  private final @Nullable PlannedChanges plan;

  /** True when another node has ended this restore before. */
  private boolean hasEnded;

  /** The events that the database has refused in this partition; it is not asked again. */
  private final Set<RestoreEvents.Origin> refused = new HashSet<>();

  private long changed;
  private long quarantined;

  private BackupRestore(
      VoteWrites writes,
      Backup backup,
      @Nullable Long moment,
      Set<SubjectId> subjects,
      @Nullable PlannedChanges plan) {
    this.writes = writes;
    this.backup = backup;
    this.moment = moment;
    this.subjects = subjects;
    this.plan = plan;
  }

  /**
   * @param moment up to when other votes yield to the backup; null when only older ones do
   * @param subjects the subjects; none: all of them
   */
  static RestoreReport run(
      VoteWrites writes,
      Backup backup,
      PartitionRange range,
      @Nullable Long moment,
      Set<SubjectId> subjects) {
    return new BackupRestore(writes, backup, moment, subjects, null).run(range);
  }

  /** Finds out what a restore would change that began now. */
  static List<SubjectChange> plan(
      VoteWrites writes, Backup backup, PartitionRange range, Set<SubjectId> subjects) {
    PlannedChanges plan = new PlannedChanges();
    RestoreReport unused = new BackupRestore(writes, backup, 0L, subjects, plan).run(range);
    return plan.all();
  }

  private RestoreReport run(PartitionRange range) {
    for (int partition = range.from(); partition < range.until(); partition++) {
      // What is taken back comes first: in a ballot poll it makes room for the rest.
      if (moment != null) {
        inBatches(partition, this::takeAway);
      }
      boolean ballots = backup.poll().budget() != null;
      if (ballots) {
        inBatches(partition, bringBack(choice -> choice == Choice.NONE));
      }
      inBatches(partition, bringBack(choice -> !ballots || choice != Choice.NONE));
    }
    return new RestoreReport(changed, quarantined);
  }

  /**
   * The result of one batch.
   *
   * @param end the place up to which it looked; null at the end
   * @param erasures how often voters had been erased from the partition
   * @param changed how many votes it wrote
   * @param refused those of its votes that the database refused
   * @param planned what it would have written; nothing where it wrote
   */
  private record Batch(
      VotePages.@Nullable Place end,
      long erasures,
      int changed,
      Set<RestoreEvents.Origin> refused,
      List<VoteEvent> planned) {}

  @FunctionalInterface
  private interface Pass {
    Batch run(Transaction tx, EventWriter way, int partition, VotePages.@Nullable Place after)
        throws SQLException;
  }

  private void inBatches(int partition, Pass pass) {
    refused.clear();
    List<VoteEvent> planned = new ArrayList<>();
    Batch first;
    Batch last;
    do {
      planned.clear();
      first = batch(partition, pass, null);
      planned.addAll(first.planned());
      last = first;
      while (last.end() != null) {
        last = batch(partition, pass, last.end());
        planned.addAll(last.planned());
      }
    } while (last.erasures() != first.erasures());
    if (plan != null) {
      plan.add(planned);
    }
  }

  private Batch batch(int partition, Pass pass, VotePages.@Nullable Place after) {
    Batch batch = writes.write("apply a backup", (tx, way) -> pass.run(tx, way, partition, after));
    changed += batch.changed();
    quarantined += batch.refused().size();
    refused.addAll(batch.refused());
    return batch;
  }

  /** Writes the votes of the backup that the poll lacks, those of some choices. */
  private Pass bringBack(Predicate<Choice> which) {
    return (tx, way, partition, after) -> bringBack(tx, way, partition, after, which);
  }

  private Batch bringBack(
      Transaction tx,
      EventWriter way,
      int partition,
      VotePages.@Nullable Place after,
      Predicate<Choice> which)
      throws SQLException {
    RestoreEvents events = begin(tx, partition);
    if (hasEnded) {
      return look(tx, events, null);
    }
    VoteKey last = after == null ? null : after.key();
    List<BackupVote> page = BackupRows.page(tx, partition, backup.id(), backup.poll(), last, BATCH);
    Map<VoteKey, VoteRow> rows =
        new BulkReads(tx, partition).readVotes(page.stream().map(BackupVote::key).toList());
    for (BackupVote vote : page) {
      VoteRow row = rows.getOrDefault(vote.key(), VoteRow.NONE);
      Choice choice = vote.row().choice();
      if (!which.test(choice) || !isWanted(vote.key().subject())) {
        continue;
      }
      VoteEvent again = events.of(vote.key(), row, choice, vote.row().castAt(), vote.request());
      if (row.yieldsTo(again)) {
        add(events, again, vote.request());
      } else if (events.yields(row) && (row.choice() != choice || isVoid(row, again))) {
        add(events, events.now(vote.key(), row, choice), vote.request());
      }
    }
    if (moment == null) {
      // An older file may name a voter who was erased since, and whose votes are there.
      List<VoteEvent> first =
          events.all.stream().filter(e -> !rows.containsKey(VoteKey.of(e))).toList();
      events.all.removeAll(LoggedRequests.ofErased(tx, first));
    }
    VotePages.Place end =
        page.isEmpty() ? null : VotePages.Place.of(page.get(page.size() - 1).key());
    return write(tx, way, partition, events, end);
  }

  /** Takes away the votes that the backup does not have. */
  private Batch takeAway(
      Transaction tx, EventWriter way, int partition, VotePages.@Nullable Place after)
      throws SQLException {
    RestoreEvents events = begin(tx, partition);
    if (hasEnded) {
      return look(tx, events, null);
    }
    VotePages.Page<PresentVote> page =
        PresentVotes.page(tx, partition, backup.id(), backup.poll(), after, BATCH);
    for (PresentVote vote : page.rows()) {
      if (!vote.kept()
          && isWanted(vote.key().subject())
          && events.yields(vote.row())
          && vote.row().isOrWas()) {
        VoteEvent none = events.now(vote.key(), vote.row(), Choice.NONE);
        add(events, none, Objects.requireNonNull(vote.row().requestId()));
      }
    }
    return write(tx, way, partition, events, page.end());
  }

  private boolean isWanted(SubjectId subject) {
    return subjects.isEmpty() || subjects.contains(subject);
  }

  private void add(RestoreEvents events, VoteEvent event, RequestId origin) {
    if (!refused.contains(new RestoreEvents.Origin(event.subject(), origin))) {
      events.add(event, origin);
    }
  }

  /**
   * Returns whether the row is a void vote that is not the backup's own; restoring void votes would
   * bring it back.
   */
  private static boolean isVoid(VoteRow row, VoteEvent ofBackup) {
    return row.voided() != Choice.NONE && !ofBackup.requestId().equals(row.requestId());
  }

  /** Ends a batch that has written nothing, so no disk has to confirm it. */
  private static Batch look(Transaction tx, RestoreEvents events, VotePages.@Nullable Place end) {
    tx.rollBack();
    return new Batch(end, events.erasures, 0, Set.of(), List.of());
  }

  private RestoreEvents begin(Transaction tx, int partition) {
    if (plan != null) {
      return new RestoreEvents(
          0, PartitionLock.erasures(tx.handle(), partition), NewestVotes.EVERYTHING);
    }
    PartitionLock.lock(tx.handle(), partition);
    Long restoring = BackupTable.lock(tx, backup.id()).restoreAt();
    hasEnded = moment != null && !moment.equals(restoring);
    PollTable.find(tx.handle(), backup.poll().name()).ifPresent(BackedUpPoll::refuseSealed);
    return new RestoreEvents(
        PartitionTable.position(tx.handle(), partition).term().epoch(),
        PartitionLock.erasures(tx.handle(), partition),
        moment == null ? NewestVotes.NOTHING : RestoreTable.find(tx, partition, backup.id()));
  }

  private Batch write(
      Transaction tx,
      EventWriter way,
      int partition,
      RestoreEvents events,
      VotePages.@Nullable Place end)
      throws SQLException {
    List<VoteEvent> votes = events.all;
    if (plan != null) {
      tx.rollBack();
      return new Batch(end, events.erasures, 0, Set.of(), votes);
    }
    if (votes.isEmpty()) {
      return look(tx, events, end);
    }
    List<SubjectId> subjects = votes.stream().map(VoteEvent::subject).distinct().sorted().toList();
    new LockedTallies(tx, partition).leap(subjects);
    Set<Long> numbers = way.write(tx, partition, votes).quarantined().keySet();
    Set<RestoreEvents.Origin> notWritten = numbers.stream().map(events::origin).collect(toSet());
    return new Batch(end, events.erasures, votes.size() - notWritten.size(), notWritten, List.of());
  }
}
