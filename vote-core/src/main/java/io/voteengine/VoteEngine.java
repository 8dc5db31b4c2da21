package io.voteengine;

import io.voteengine.backup.Backups;
import io.voteengine.cache.ReadMode;
import io.voteengine.health.VoteFigures;
import io.voteengine.health.VoteHealth;
import io.voteengine.listener.VoteListener;
import io.voteengine.live.LiveVotes;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.VoteMetrics;
import io.voteengine.moderation.Administration;
import io.voteengine.moderation.Quarantine;
import io.voteengine.query.AuditReport;
import io.voteengine.query.PendingSubjects;
import io.voteengine.query.Records;
import io.voteengine.result.Results;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.subject.Subjects;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes votes, answers with current counts, and makes every vote durable exactly once. A host
 * application builds one engine and keeps it. Safe for use by many threads.
 *
 * <p>Casts and pages are answered by their deadline; other reads from the ledger take as long as
 * the ledger's own time-outs allow. An outcome that a voter can cause is a {@link CastResult}; a
 * broken store or ledger is a {@link VoteException}; a wrong argument is an {@link
 * IllegalArgumentException}, and an {@link InvalidInputException} where a client may have sent it.
 * After {@link #close} every method but {@link #health}, {@link #figures}, {@link #metrics}, {@link
 * #meters} and {@code close} throws {@link IllegalStateException}, also those that return a future.
 */
public interface VoteEngine extends AutoCloseable {
  /**
   * Returns a builder of an engine. The engine owns the store and the ledger: closing the engine
   * closes them, and they close only what they opened themselves.
   *
   * @param store where votes are cast
   * @param ledger where votes are durable
   * @return a builder with defaults fit for production
   */
  static VoteEngineBuilder builder(VoteStore store, VoteLedger ledger) {
    return new VoteEngineBuilder(store, ledger);
  }

  /**
   * Returns the polls of this engine.
   *
   * @return never null
   */
  Polls polls();

  /**
   * Returns the ledger's records of who voted and when.
   *
   * @return never null
   */
  Records records();

  /**
   * Returns the subjects that the host lists, and their owners.
   *
   * @return never null
   */
  Subjects subjects();

  /**
   * Returns the quarantine: votes that the database refused for their data, or that came late.
   *
   * @return never null
   */
  Quarantine quarantine();

  /**
   * Returns the calls that change votes after they were cast.
   *
   * @return never null
   */
  Administration administration();

  /**
   * Returns the backups of polls, in the ledger and as files, where the ledger makes any.
   *
   * @return never null
   */
  Backups backups();

  /**
   * Returns the results of polls: finalization, final counts, proofs.
   *
   * @return never null
   */
  Results results();

  /**
   * Returns the live counts: subscriptions to what changes, on this node and on the others.
   *
   * @return never null
   */
  LiveVotes live();

  /**
   * Casts a vote and waits for the answer.
   *
   * @param request the vote and its options
   * @return the answer
   * @throws IllegalArgumentException when {@code castAt} lies in the future
   * @throws VoteException when a vote with {@link Ack#DURABLE} was accepted, and then the store
   *     lost it, the database refused it ({@link #quarantine}), or the engine was closed before the
   *     ledger had it
   */
  CastResult cast(VoteRequest request);

  /**
   * Casts a vote without waiting for the answer.
   *
   * @param request the vote and its options
   * @return the answer, complete by the deadline; fails with what {@link #cast(VoteRequest)}
   *     throws. Callbacks attached to it run on the threads of {@link
   *     VoteEngineBuilder#callbackExecutor}
   * @throws IllegalArgumentException when {@code castAt} lies in the future
   */
  CompletableFuture<CastResult> castAsync(VoteRequest request);

  /**
   * Sets a voter's choice and waits for the answer.
   *
   * @param voter who votes
   * @param subject on what
   * @param choice the choice to set; {@link Choice#NONE} retracts it
   * @return the answer
   * @see #cast(VoteRequest)
   */
  default CastResult cast(VoterId voter, SubjectId subject, Choice choice) {
    return cast(VoteRequest.cast(voter, subject, choice));
  }

  /**
   * Sets a voter's choice, or retracts it if the voter already has it, as a click on an arrow does.
   *
   * @param voter who votes
   * @param subject on what
   * @param choice {@link Choice#UP} or {@link Choice#DOWN}
   * @return the answer
   * @see #cast(VoteRequest)
   */
  default CastResult toggle(VoterId voter, SubjectId subject, Choice choice) {
    return cast(VoteRequest.toggle(voter, subject, choice));
  }

  /**
   * Retracts a voter's choice.
   *
   * @param voter who voted
   * @param subject on what
   * @return the answer
   * @see #cast(VoteRequest)
   */
  default CastResult retract(VoterId voter, SubjectId subject) {
    return cast(VoteRequest.cast(voter, subject, Choice.NONE));
  }

  /**
   * Reads a page of subjects from the store and waits for it.
   *
   * @param subjects the subjects, of any polls; a subject that is listed twice is answered twice
   * @param voter whose choices to show, or null
   * @return one view for each subject, in the same order. If the store does not answer in time, the
   *     views come from the ledger and are not {@link SubjectView#exact}
   * @throws VoteException when neither store nor ledger answers
   */
  default List<SubjectView> page(List<SubjectId> subjects, @Nullable VoterId voter) {
    return page(subjects, voter, ReadMode.exact());
  }

  /**
   * Reads a page of subjects and waits for it. Views of copies are not {@link SubjectView#exact},
   * and say how old they may be. Callers that miss the same subjects share one read.
   *
   * @param subjects the subjects, of any polls
   * @param voter whose choices to show, or null
   * @param mode whether copies of this node may answer; without {@link VoteEngineBuilder#nearCache}
   *     there are none
   * @return as {@link #page(List, VoterId)}
   * @throws VoteException when neither store nor ledger answers
   */
  List<SubjectView> page(List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode);

  /**
   * Reads a page of subjects from the store without waiting for it.
   *
   * @param subjects the subjects, of any polls
   * @param voter whose choices to show, or null
   * @return what {@link #page(List, VoterId)} returns; fails with what it throws. Callbacks
   *     attached to it run on the threads of {@link VoteEngineBuilder#callbackExecutor}
   */
  default CompletableFuture<List<SubjectView>> pageAsync(
      List<SubjectId> subjects, @Nullable VoterId voter) {
    return pageAsync(subjects, voter, ReadMode.exact());
  }

  /**
   * Reads a page of subjects without waiting for it.
   *
   * @param subjects the subjects, of any polls
   * @param voter whose choices to show, or null
   * @param mode whether copies of this node may answer
   * @return what {@link #page(List, VoterId, ReadMode)} returns; fails with what it throws
   */
  CompletableFuture<List<SubjectView>> pageAsync(
      List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode);

  /**
   * Reads one subject from the store.
   *
   * @param subject the subject
   * @param voter whose choice to show, or null
   * @return the view
   * @see #page(List, VoterId)
   */
  default SubjectView read(SubjectId subject, @Nullable VoterId voter) {
    return page(List.of(subject), voter).get(0);
  }

  /**
   * Reads one subject.
   *
   * @param subject the subject
   * @param voter whose choice to show, or null
   * @param mode whether copies of this node may answer
   * @return the view
   * @see #page(List, VoterId, ReadMode)
   */
  default SubjectView read(SubjectId subject, @Nullable VoterId voter, ReadMode mode) {
    return page(List.of(subject), voter, mode).get(0);
  }

  /**
   * Returns the subjects of a poll with the highest scores; equal scores are in the order of {@link
   * SubjectId}. Leaves out subjects without votes, those whose votes were all retracted, and,
   * within a second, those that were withdrawn. The partitions are read one after the other, so
   * votes that are cast meanwhile may or may not show. Each view says whether it was exact when it
   * was read.
   *
   * @param poll name of the poll
   * @param limit how many subjects at most, 1 to 10,000
   * @return the views, highest score first
   * @throws VoteLedgerException when the ledger does not answer
   */
  default List<SubjectView> top(String poll, int limit) {
    return top(poll, limit, ReadMode.exact());
  }

  /**
   * Returns the same, from a copy if the mode allows it and this node has one; with newer counts
   * where this node has them, in their order. A copy may lack subjects that have risen since.
   *
   * @param poll name of the poll
   * @param limit how many subjects at most, 1 to 10,000
   * @param mode whether a copy may answer
   * @return the views, highest score first
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<SubjectView> top(String poll, int limit, ReadMode mode);

  /**
   * Returns what became of a request, for example after {@link CastResult.Unknown}.
   *
   * @param voter who voted
   * @param subject on what
   * @param requestId the request
   * @return what is known about the request
   * @throws VoteException when the store or the ledger does not answer
   */
  RequestStatus status(VoterId voter, SubjectId subject, RequestId requestId);

  /**
   * Counts a poll's votes in the ledger in three ways, and compares the result with the tallies
   * that the store shows. Reads every row of the poll. Corrects each tally that differs from the
   * count of its votes. The report describes the state before the corrections.
   *
   * @param poll name of the poll
   * @return what the audit found
   * @throws VoteLedgerException when the ledger does not answer
   */
  AuditReport auditNow(String poll);

  /**
   * Returns the subjects of a poll with acknowledged votes that the ledger lacks, waiting at most
   * one second.
   *
   * @param poll name of the poll
   * @return the subjects
   */
  default PendingSubjects pending(String poll) {
    return pending(poll, Duration.ofSeconds(1));
  }

  /**
   * Returns the subjects of a poll with acknowledged votes that the ledger lacks: for example after
   * {@link #drain} has returned false, to know which subjects are not flushed yet. Reads the
   * journals, which have the votes of all engines, and this engine's memory. Delays no votes.
   *
   * <p>Reads at most 10,000 events of each partition. A partition with more of them, and one whose
   * store or whose ledger does not answer in time or is being recovered, is in {@link
   * PendingSubjects#unread}. A subject may be listed although the ledger has just got its votes.
   * Votes in {@link #quarantine} are not pending. Where a store has lost votes of another engine,
   * they are missing here until that engine has sent them again, within seconds.
   *
   * @param poll name of the poll
   * @param atMost how long to wait for answers
   * @return the subjects; where store or ledger do not answer, what is known without them
   */
  PendingSubjects pending(String poll, Duration atMost);

  /**
   * Returns the engine's health by the rules of {@link VoteHealth}, waiting at most one second.
   *
   * @return the health and its issues; never throws
   */
  default VoteHealth health() {
    return health(Duration.ofSeconds(1));
  }

  /**
   * Returns the engine's health by the rules of {@link VoteHealth}. Asks every partition of the
   * store for its state, and the ledger for its positions; whatever has not answered in time counts
   * as not answering. Does not wait for votes and does not delay them. After {@link #close} it
   * reports the votes that were left.
   *
   * @param atMost how long to wait for answers
   * @return the health and its issues; never throws
   */
  VoteHealth health(Duration atMost);

  /**
   * Returns this engine's figures from its memory: asks neither store nor ledger, and does not
   * block. So {@link VoteFigures#backlog} is null and {@link VoteFigures#leases} is empty, which
   * only {@link #health} knows. After {@link #close} {@link VoteFigures#unconfirmed} is the number
   * of votes that were left.
   *
   * @return the figures; never throws
   */
  VoteFigures figures();

  /**
   * Returns a snapshot of the engine's main figures: casts, errors, percentiles of the last minute,
   * queues, and how far the ledger is behind. Calls neither store nor ledger.
   *
   * @return the figures; never throws
   */
  VoteMetrics metrics();

  /**
   * Returns everything that the engine, its store and its reconciler measure, for binding to a
   * library of metrics; {@code VoteEngineMetrics} of {@code io.voteengine.micrometer} binds them to
   * Micrometer. Reading them calls neither store nor ledger. Works after {@link #close} too.
   *
   * @return the meters, the same ones each time; never throws
   */
  List<EngineMeter> meters();

  /**
   * Adds a listener, which receives the events from now on, on a thread of its own.
   *
   * @param listener the listener; added twice, it receives each event twice
   */
  void addListener(VoteListener listener);

  /**
   * Removes a listener. Events that wait for it already are still delivered.
   *
   * @param listener the listener, as it was added or given to the builder
   * @return false when there is no such listener
   */
  boolean removeListener(VoteListener listener);

  /**
   * Waits until the ledger has every vote that this engine acknowledged before the call, and every
   * other vote that the store still holds. Interrupts do not end the wait.
   *
   * @param timeout how long to wait at most; a transaction that has begun is finished first
   * @return true when the ledger has all of them
   */
  boolean drain(Duration timeout);

  /**
   * Refuses new calls, carries accepted votes to the ledger within the drain time-out, then closes
   * the store and the ledger. The number of votes that could not be carried is logged, and is
   * {@link VoteFigures#unconfirmed} from then on; only the store has these votes. Listeners get
   * their waiting events within the same time, or within a second where no time is left. Repeated
   * calls do nothing.
   */
  @Override
  void close();
}
