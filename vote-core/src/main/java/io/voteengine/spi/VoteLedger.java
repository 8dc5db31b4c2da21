package io.voteengine.spi;

import io.voteengine.AuditReport;
import io.voteengine.HistoryEntry;
import io.voteengine.Poll;
import io.voteengine.QuarantinedVote;
import io.voteengine.RankedSubject;
import io.voteengine.Ranking;
import io.voteengine.RecordedVote;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Timeline;
import io.voteengine.VoteActivity;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.event.JournalEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable side. Implementations are safe for use by many threads; every method blocks for at
 * most the implementation's own time-out, and throws {@link VoteLedgerException} when it fails.
 *
 * <p>After every commit, a subject's tally equals the count of its votes rows, and an event's
 * effect has happened exactly once. A method that failed has committed nothing, but for {@link
 * #apply}, {@link #recover} and {@link #createPoll}: where the answer to a commit was lost the
 * outcome is not known, and they may be repeated or asked about ({@link #position}).
 */
public interface VoteLedger extends AutoCloseable {
  /**
   * Readies the ledger for a number of partitions, which it records at its first use. Creates no
   * table: migrating the schema is the host's decision.
   *
   * @param partitions a power of two from 1 to 1024
   * @throws VoteConfigurationException when another number is recorded, or the schema is missing,
   *     older or newer than this library; the message says what to do
   */
  void open(int partitions);

  /**
   * Where every partition stands.
   *
   * @return one position per partition, in order of their numbers
   */
  List<Position> positions();

  /**
   * Where a partition stands, read in a transaction of its own.
   *
   * @param partition its number
   * @return its position
   */
  Position position(int partition);

  /**
   * Applies events in one transaction, whose first statement moves the partition from the given
   * position to that of the last event; where the ledger does not stand there, nothing happens. For
   * each (subject, voter) the event with the greatest (castAt, requestId) counts, if it is greater
   * than the row's; the others are kept in the audit log only. Votes of a sealed poll, too.
   *
   * <p>An event that the database refuses for its data is put into quarantine in the same
   * transaction, and the others are applied as if it were not there.
   *
   * @param before where the ledger must stand
   * @param events at least one, numbered without a gap from {@code before.seq() + 1}
   * @return what became of them
   */
  ApplyResult apply(Position before, List<JournalEvent> events);

  /**
   * The ledger's half of a recovery, in one transaction: applies every salvaged vote that is newer
   * than its row, and moves the partition to number 0 of the next term. What the database refuses
   * goes into quarantine.
   *
   * @param before the term that the ledger must be in
   * @param salvage the events that could still be read, in order; none is applied a second time
   * @param next the new term, its epoch higher
   * @return false where the ledger is in another term; then nothing happens
   */
  boolean recover(Term before, List<JournalEvent> salvage, Term next);

  /**
   * Subjects of one partition, for the store.
   *
   * @param partition its number
   * @param subjects which
   * @return one snapshot for each, also for those the ledger has never seen, in the same order
   */
  LedgerRead<List<SubjectSnapshot>> subjects(int partition, List<SubjectId> subjects);

  /**
   * Voters' choices on subjects of one partition, for the store.
   *
   * @param partition its number
   * @param votes whose, on what
   * @return one snapshot for each, also for those without a vote, in the same order
   */
  LedgerRead<List<VoteSnapshot>> votes(int partition, List<VoteKey> votes);

  /**
   * A poll, for the store.
   *
   * @param partition the partition that wants it
   * @param name name of the poll
   * @return the poll, empty where there is none
   */
  LedgerRead<Optional<PollSnapshot>> poll(int partition, String name);

  /**
   * Records a new poll; where one of this name is recorded, that one stays as it is.
   *
   * @param poll the poll
   * @return the poll as it is recorded now
   */
  PollSnapshot createPoll(Poll poll);

  /**
   * The recorded polls.
   *
   * @return in order of their names
   */
  List<PollSnapshot> polls();

  /**
   * Whether the ledger has applied a request.
   *
   * @param subject on what
   * @param voter who
   * @param requestId the request
   * @return true when the voter's row or the audit log has it
   */
  boolean has(SubjectId subject, VoterId voter, RequestId requestId);

  /**
   * Which events of a term are in quarantine.
   *
   * @param term the term
   * @param after number of the event before the first that is asked for
   * @param last number of the last event that is asked for
   * @return their numbers, each with the reason
   */
  Map<Long, String> quarantined(Term term, long after, long last);

  /**
   * Whether a request's vote is in quarantine.
   *
   * @param subject on what
   * @param voter who
   * @param requestId the request
   * @return true when it is
   */
  boolean isQuarantined(SubjectId subject, VoterId voter, RequestId requestId);

  /**
   * The votes in quarantine, in the order of partition, epoch, number and request.
   *
   * @param after the last vote of the page before; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<QuarantinedVote> quarantine(@Nullable QuarantinedVote after, int limit);

  /**
   * Applies a vote in quarantine, where it counts if it is newer than its voter's row, and takes it
   * out, in one transaction. The store must be told to unload the subject.
   *
   * @param vote which
   * @return false where it is not in quarantine any more; then nothing happens
   */
  boolean replay(QuarantinedVote vote);

  /**
   * Deletes a vote in quarantine.
   *
   * @param vote which
   * @return false where it is not in quarantine any more
   */
  boolean discard(QuarantinedVote vote);

  /**
   * The subjects of a poll that a ranking puts first. Reads no more of the poll than it returns.
   *
   * @param poll name of the poll
   * @param ranking what to order by
   * @param limit how many at most
   * @return highest first, equal ones in the order of {@link SubjectId}
   */
  List<RankedSubject> top(String poll, Ranking ranking, int limit);

  /**
   * A voter's present choices, {@link io.voteengine.Choice#NONE} left out, newest first; those of
   * the same moment in the order of poll and key.
   *
   * @param voter who
   * @param after the last vote of the page before; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<RecordedVote> votesOf(VoterId voter, @Nullable RecordedVote after, int limit);

  /**
   * The present choices on a subject, {@link io.voteengine.Choice#NONE} left out, in an order of
   * the ledger's own.
   *
   * @param subject which
   * @param after the last voter of the page before; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit);

  /**
   * Votes on a subject that counted, by interval and variant.
   *
   * @param subject which
   * @param timeline when
   * @return by interval, then by variant, null first; without those in which there is nothing
   */
  List<VoteActivity> activity(SubjectId subject, Timeline timeline);

  /**
   * Votes in a poll that counted, by interval and variant.
   *
   * @param poll its name
   * @param timeline when
   * @return as {@link #activity(SubjectId, Timeline)}
   */
  List<VoteActivity> activity(String poll, Timeline timeline);

  /**
   * The newest entries of the audit log for a subject, by the time of the vote, newest first.
   *
   * @param subject which
   * @param limit how many at most
   * @return the entries
   */
  List<HistoryEntry> history(SubjectId subject, int limit);

  /**
   * The newest entries of the audit log for a whole poll, by the time of the vote, newest first.
   *
   * @param poll name of the poll
   * @param limit how many at most
   * @return the entries
   */
  List<HistoryEntry> history(String poll, int limit);

  /**
   * Counts a poll's votes in three ways, see {@link AuditReport}. Reads every row of the poll.
   *
   * @param poll name of the poll
   * @return what it found, at one moment
   */
  AuditReport audit(String poll);

  /**
   * Housekeeping, such as forgetting what has outlived its retention; reconcilers call this at
   * their start and every now and then. May take long, in many short transactions; several nodes
   * may do it at once.
   */
  void maintain();

  /** Releases what the ledger itself opened. Repeated calls do nothing. */
  @Override
  void close();
}
