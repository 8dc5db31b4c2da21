package io.voteengine.spi;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.spi.ledger.LedgerQuarantine;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.spi.ledger.LedgerRecords;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.ledger.StaleSubject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The durable side. Implementations are safe for use by many threads; every method blocks for at
 * most the implementation's own time-out, and throws {@link VoteLedgerException} when it fails.
 *
 * <p>After every commit, a subject's tally equals the count of its votes rows, and an event's
 * effect has happened exactly once. A method that failed has committed nothing, but for {@link
 * #apply}, {@link #recover} and {@link #polls}: where the answer to a commit was lost the outcome
 * is not known, and they may be repeated or asked about ({@link #position}).
 */
public interface VoteLedger extends AutoCloseable {
  /**
   * By how much a transaction raises a subject's version where it changes votes around the store,
   * or where an event leaves other counts than the store has given out: more than a store can be
   * ahead of the ledger, so that no version is given out twice with different counts.
   */
  long LEAP = 1L << 21;

  /**
   * Readies the ledger for all partitions.
   *
   * @param partitions how many, a power of two from 1 to 1024
   * @throws VoteConfigurationException as {@link #open(PartitionRange)}
   */
  default void open(int partitions) {
    open(PartitionRange.all(partitions));
  }

  /**
   * Readies the ledger for partitions, which it records at its first use. Creates no table:
   * migrating the schema is the host's decision.
   *
   * @param range the partitions
   * @throws VoteConfigurationException when others are recorded, or the schema is missing, older or
   *     newer than this library; the message says what to do
   */
  void open(PartitionRange range);

  /**
   * What tells this ledger from every other one: made with its tables, the same for all that
   * connect to them, and kept in the store that serves it.
   *
   * @return the identity, once the ledger is open
   */
  UUID identity();

  /**
   * Where every partition stands that this ledger serves.
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
   * <p>{@link ApplyResult.Applied} is not taken from the driver's word: another transaction has
   * found the partition at the last event or beyond it.
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
   * Casts votes in the ledger itself, while the store cannot be reached: in one transaction, one
   * after the other, each judged by what those before it left. Poll, choice, request id and times
   * are judged as a store does, limits are not; the request id against the audit log, unless the
   * command is {@linkplain CastCommand#fresh() fresh}. The time that a vote is given is the
   * database's, and above {@link CastCommand#seen()} and the voter's last. The subjects are marked
   * as stale, and their versions rise by {@link #LEAP} before the first of the votes.
   *
   * @param partition number of the partition of all of them
   * @param votes at least one, and one of each voter on each subject
   * @return one reply for each, in the same order, its event 0: the ledger has it. Never {@link
   *     CastReply.NotLoaded} nor a refusal for a rate limit
   */
  List<CastReply> cast(int partition, List<CastCommand> votes);

  /**
   * Subjects of one partition, without their votes. The term is that of the same moment.
   *
   * @param partition its number
   * @param subjects which
   * @return one snapshot for each, also for those the ledger has never seen, in the same order
   */
  default LedgerRead<List<SubjectSnapshot>> subjects(int partition, List<SubjectId> subjects) {
    return subjects(partition, subjects, 0);
  }

  /**
   * Subjects of one partition, for the store. Those with few votes come with all of them, so that
   * the store knows who has not voted; of the others it must ask for each voter.
   *
   * @param partition its number
   * @param subjects which
   * @param few how many votes are few, more or less: it must not cost a count; 0: none
   * @return one snapshot for each, also for those the ledger has never seen, in the same order;
   *     {@linkplain SubjectSnapshot#complete complete} where all its votes are in it
   */
  LedgerRead<List<SubjectSnapshot>> subjects(int partition, List<SubjectId> subjects, int few);

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
   * Returns the recorded polls and their rules.
   *
   * @return the polls
   */
  LedgerPolls polls();

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
   * The votes that the audit log of a partition has under these request ids, whoever cast them:
   * also those of voters who were erased. An id that several voters used has several entries.
   *
   * @param partition its number
   * @param requests the ids
   * @return the entries, in no order
   */
  List<HistoryEntry> requests(int partition, List<RequestId> requests);

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
   * The subjects that the store must load afresh, in an order of the ledger's own.
   *
   * @param after the last one of the page before; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<StaleSubject> stale(@Nullable StaleSubject after, int limit);

  /**
   * Takes marks off. One that was set anew after it was read stays, and all stay where the ledger
   * is in another term: then the store that was told is not the one that serves.
   *
   * @param term the term in which the store was told to unload the subjects
   * @param subjects all of the term's partition
   */
  void unloaded(Term term, List<StaleSubject> subjects);

  /**
   * The votes that the database refused for their data.
   *
   * @return never null
   */
  LedgerQuarantine quarantine();

  /**
   * What people read.
   *
   * @return never null
   */
  LedgerRecords records();

  /**
   * What changes votes after they were applied.
   *
   * @return never null
   */
  LedgerAdministration administration();

  /**
   * Backups of polls.
   *
   * @return never null
   */
  LedgerBackups backups();

  /**
   * Which node flushes which partitions.
   *
   * @return never null
   */
  LedgerLeases leases();

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
