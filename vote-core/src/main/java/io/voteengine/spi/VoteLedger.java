package io.voteengine.spi;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.spi.ledger.LedgerQuarantine;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.spi.ledger.LedgerRecords;
import io.voteengine.spi.ledger.LedgerResults;
import io.voteengine.spi.ledger.LedgerSubjects;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.ledger.StaleSubject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The durable side: where votes are recorded for good. Implementations are safe for use by many
 * threads. Every method blocks for at most the implementation's own time-out, and throws {@link
 * VoteLedgerException} when it fails.
 *
 * <p>After every commit, a subject's tally equals the count of its rows of votes, and every event
 * has been applied exactly once. A method that failed has committed nothing, except {@link #apply},
 * {@link #recover} and the methods of {@link #polls}: if the answer to their commit was lost, the
 * outcome is not known. Repeat them, or read the {@link #position}.
 */
public interface VoteLedger extends AutoCloseable {
  /**
   * The amount by which a transaction raises a subject's version when it changes votes without the
   * store, or when an event leads to other counts than the store has shown. It is more than a store
   * can be ahead of the ledger, so that no version is shown with two different counts.
   */
  long LEAP = 1L << 21;

  /**
   * Opens the ledger for all partitions.
   *
   * @param partitions the number of partitions, a power of two from 1 to 1024
   * @throws VoteConfigurationException as {@link #open(PartitionRange)}
   */
  default void open(int partitions) {
    open(PartitionRange.all(partitions));
  }

  /**
   * Opens the ledger for a range of partitions, which it records at its first use. Creates no
   * tables: migrating the schema is the host's decision.
   *
   * @param range the partitions
   * @throws VoteConfigurationException when another range is recorded, or the schema is missing,
   *     older or newer than this library; the message says what to do
   */
  void open(PartitionRange range);

  /**
   * Returns the identity that distinguishes this ledger from every other. It is created with the
   * tables, is the same for all that connect to them, and is recorded in the store that serves this
   * ledger. Call it after the ledger is open.
   *
   * @return the identity
   */
  UUID identity();

  /**
   * Returns the positions of all partitions that this ledger serves.
   *
   * @return one position per partition, in the order of their numbers
   */
  List<Position> positions();

  /**
   * Returns a partition's position, read in a transaction of its own.
   *
   * @param partition number of the partition
   * @return its position
   */
  Position position(int partition);

  /**
   * Applies batches of events of several partitions. The first statement of a transaction moves
   * each partition from the batch's position to that of its last event; if the ledger is at another
   * position, nothing happens in that partition. For each (subject, voter), the event with the
   * greatest (castAt, requestId) counts if it is greater than the row's. The others go into the
   * audit log only.
   *
   * <p>A vote of a sealed poll that would count otherwise is late. It goes into quarantine, with a
   * reason that says so, and its subject's version rises, in the same transaction. That transaction
   * also records an amendment ({@link io.voteengine.result.Amendment.Kind#LATE}) beside the result,
   * one for each vote, however often it arrives.
   *
   * <p>In a ballot poll, an event that would leave its voter with more choices than the poll
   * allows, by the ledger's own rows, does not count: it goes into the audit log only, where votes
   * move and every choice that the voter holds is newer, and into quarantine otherwise.
   *
   * <p>An event that the database refuses for its data is put into quarantine in the same
   * transaction, and the others are applied as if it were not there.
   *
   * <p>A ledger commits as many batches together as it can. When this throws, each of them may have
   * been committed or not. {@link ApplyResult.Applied} does not rely on the driver's answer alone:
   * another transaction has read the partition's position at the last event or beyond it.
   *
   * @param batches at least one, at most one of each partition
   * @return what became of each, in their order
   */
  List<ApplyResult> apply(List<JournalBatch> batches);

  /**
   * Applies one batch.
   *
   * @param before the position at which the ledger must be
   * @param events at least one, numbered without a gap from {@code before.seq() + 1}
   * @return what became of it
   * @see #apply(List)
   */
  default ApplyResult apply(Position before, List<JournalEvent> events) {
    return apply(List.of(new JournalBatch(before, events))).get(0);
  }

  /**
   * Does the ledger's part of a recovery in one transaction: applies every salvaged vote that is
   * newer than its row, and moves the partition to number 0 of the next term. Votes that the
   * database refuses, and those of sealed polls, go into quarantine as in {@link #apply}.
   *
   * @param before the term that the ledger must be in
   * @param salvage the events that could still be read, in order; none is applied a second time
   * @param next the new term, its epoch higher
   * @return false when the ledger is in another term; then nothing happens
   */
  boolean recover(Term before, List<JournalEvent> salvage, Term next);

  /**
   * Casts votes in the ledger itself while the store cannot be reached. One transaction casts them
   * one after the other, and each sees the effects of those before it. The ledger checks poll,
   * choice, request id and times as a store does, but no limits. It checks the request id against
   * the audit log, unless the command is {@linkplain CastCommand#fresh() fresh}. A vote gets the
   * database's time, raised above {@link CastCommand#seen()} and the voter's last vote. The
   * subjects are marked as stale, and their versions rise by {@link #LEAP} before the first of the
   * votes.
   *
   * @param partition number of the partition of all of them
   * @param votes at least one, and at most one of each voter on each subject
   * @param deadline until when the callers wait. A transaction that lost against another one is not
   *     begun again after it
   * @return one reply for each, in the same order, with event number 0: the ledger has the vote.
   *     Never {@link CastReply.NotLoaded} nor a refusal for a rate limit
   */
  List<CastReply> cast(int partition, List<CastCommand> votes, Deadline deadline);

  /**
   * Returns subjects of one partition without their votes, with the term of the same moment.
   *
   * @param partition number of the partition
   * @param subjects the subjects
   * @return one snapshot for each, also for those the ledger has never seen, in the same order
   */
  default LedgerRead<List<SubjectSnapshot>> subjects(int partition, List<SubjectId> subjects) {
    return subjects(partition, subjects, 0);
  }

  /**
   * Returns subjects of one partition, for the store. Subjects with few votes include all of their
   * votes, so that the store knows who has not voted; for the others it must ask about each voter.
   *
   * @param partition number of the partition
   * @param subjects the subjects
   * @param few the approximate number of votes that are few, as the ledger need not count them; 0:
   *     without votes
   * @return one snapshot for each, also for those the ledger has never seen, in the same order;
   *     {@linkplain SubjectSnapshot#complete complete} where it contains all votes
   */
  LedgerRead<List<SubjectSnapshot>> subjects(int partition, List<SubjectId> subjects, int few);

  /**
   * Returns voters' choices on subjects of one partition, for the store.
   *
   * @param partition number of the partition
   * @param votes the voters and subjects
   * @return one snapshot for each, also for those without a vote, in the same order
   */
  LedgerRead<List<VoteSnapshot>> votes(int partition, List<VoteKey> votes);

  /**
   * Returns all choices that voters hold in ballot polls of one partition, for the store.
   *
   * @param partition number of the partition
   * @param voters the voters, each in a poll
   * @return one snapshot for each, also for those who hold nothing, in the same order
   */
  LedgerRead<List<HeldVotes>> held(int partition, List<VoterInPoll> voters);

  /**
   * Returns a poll, for the store.
   *
   * @param partition number of the partition that asks for it
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
   * Returns the recorded subjects.
   *
   * @return never null
   */
  LedgerSubjects subjects();

  /**
   * Returns whether the ledger has applied a request.
   *
   * @param subject on what
   * @param voter who voted
   * @param requestId the request
   * @return true when the voter's row or the audit log has it
   */
  boolean has(SubjectId subject, VoterId voter, RequestId requestId);

  /**
   * Returns the audit log's votes with these request ids in one partition, of any voter, including
   * voters who were erased. An id that several voters used has several entries.
   *
   * @param partition number of the partition
   * @param requests the ids
   * @return the entries, in no particular order
   */
  List<HistoryEntry> requests(int partition, List<RequestId> requests);

  /**
   * Returns which events of a term are in quarantine.
   *
   * @param term the term
   * @param after number of the event before the first of the range
   * @param last number of the last event of the range
   * @return the numbers of the events, each with the reason
   */
  Map<Long, String> quarantined(Term term, long after, long last);

  /**
   * Returns whether a request's vote is in quarantine.
   *
   * @param subject on what
   * @param voter who voted
   * @param requestId the request
   * @return true when it is
   */
  boolean isQuarantined(SubjectId subject, VoterId voter, RequestId requestId);

  /**
   * Returns the subjects that the store must reload, in an order that the ledger chooses.
   *
   * @param after the last one of the previous page; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<StaleSubject> stale(@Nullable StaleSubject after, int limit);

  /**
   * Removes marks from stale subjects. A mark that was set again after it was read stays. All marks
   * stay if the ledger is in another term, because then another store serves than the one that
   * unloaded the subjects.
   *
   * @param term the term in which the store unloaded the subjects
   * @param subjects all of the term's partition
   */
  void unloaded(Term term, List<StaleSubject> subjects);

  /**
   * Returns the quarantine: the votes that the database refused for their data, and those that came
   * after their poll was sealed.
   *
   * @return never null
   */
  LedgerQuarantine quarantine();

  /**
   * Returns the reads for people: rankings, votes, activity, audit log.
   *
   * @return never null
   */
  LedgerRecords records();

  /**
   * Brings the rankings up to date with the tallies: {@link LedgerRecords#top} then shows every
   * change that was committed before this call. Reconcilers call this about once a second, on each
   * node, so that a subject which changes often is ranked once for all its changes.
   */
  void refreshRankings();

  /**
   * Returns the calls that change votes after they were applied.
   *
   * @return never null
   */
  LedgerAdministration administration();

  /**
   * Returns the backups of polls.
   *
   * @return empty, as by default, where this ledger makes none: then the engine refuses every call
   *     of its backups
   */
  default Optional<LedgerBackups> backups() {
    return Optional.empty();
  }

  /**
   * Returns what finalizations of polls record.
   *
   * @return empty, as by default, where this ledger seals no polls: then they stay closed, and the
   *     engine refuses every call of its results
   */
  default Optional<LedgerFinalizations> finalizations() {
    return Optional.empty();
  }

  /**
   * Returns the results of sealed polls.
   *
   * @return empty, as by default, where {@link #finalizations} is
   */
  default Optional<LedgerResults> results() {
    return Optional.empty();
  }

  /**
   * Returns the leases, which say which node flushes which partitions.
   *
   * @return never null
   */
  LedgerLeases leases();

  /**
   * Does maintenance, such as deleting entries older than their retention. Reconcilers call this
   * when they start and at intervals after that. May take long, in many short transactions. Several
   * nodes may do it at the same time.
   */
  void maintain();

  /** Releases what the ledger itself opened. Repeated calls do nothing. */
  @Override
  void close();
}
