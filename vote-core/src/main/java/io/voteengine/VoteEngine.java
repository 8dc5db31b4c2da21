package io.voteengine;

import io.voteengine.backup.Backups;
import io.voteengine.health.VoteFigures;
import io.voteengine.health.VoteHealth;
import io.voteengine.moderation.Administration;
import io.voteengine.moderation.Quarantine;
import io.voteengine.query.AuditReport;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.Records;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes votes, answers with fresh counts, and sees to it that every vote becomes durable exactly
 * once. A host application builds one and keeps it; it is safe for use by many threads.
 *
 * <p>A cast and a page are answered by their deadline; what else is read from the ledger takes what
 * the ledger's own time-outs allow. What a voter may cause is a {@link CastResult}; a broken store
 * or ledger is a {@link VoteException}; a wrong argument is an {@link IllegalArgumentException}.
 */
public interface VoteEngine extends AutoCloseable {
  /**
   * Begins to build an engine, which will own the two parts given here: closing it closes them, and
   * they close what they themselves opened.
   *
   * @param store where votes are cast
   * @param ledger where votes are durable
   * @return a builder with the defaults of production
   */
  static VoteEngineBuilder builder(VoteStore store, VoteLedger ledger) {
    return new VoteEngineBuilder(store, ledger);
  }

  /**
   * The polls of this engine.
   *
   * @return never null
   */
  Polls polls();

  /**
   * Who voted, and when, as the ledger knows it.
   *
   * @return never null
   */
  Records records();

  /**
   * The votes that the database refused for their data.
   *
   * @return never null
   */
  Quarantine quarantine();

  /**
   * What changes votes after they were cast.
   *
   * @return never null
   */
  Administration administration();

  /**
   * Backups of polls, in the ledger and as files.
   *
   * @return never null
   */
  Backups backups();

  /**
   * Casts a vote and waits for the answer.
   *
   * @param request the vote and its options
   * @return the answer
   * @throws IllegalArgumentException when {@code castAt} lies in the future
   * @throws VoteException when a vote with {@link Ack#DURABLE} was accepted and then lost by the
   *     store, or refused by the database ({@link #quarantine}), or the engine was closed before
   *     the ledger had it
   */
  CastResult cast(VoteRequest request);

  /**
   * Casts a vote.
   *
   * @param request the vote and its options
   * @return the answer, by the deadline; fails as {@link #cast(VoteRequest)} throws. What you
   *     attach to it runs where {@link VoteEngineBuilder#callbacks} says
   * @throws IllegalArgumentException when {@code castAt} lies in the future
   */
  CompletableFuture<CastResult> castAsync(VoteRequest request);

  /**
   * Sets a voter's choice.
   *
   * @param voter who votes
   * @param subject on what
   * @param choice what the voter says
   * @return the answer
   * @see #cast(VoteRequest)
   */
  default CastResult cast(VoterId voter, SubjectId subject, Choice choice) {
    return cast(VoteRequest.cast(voter, subject, choice));
  }

  /**
   * A click on an arrow: sets the choice, or takes it back where the voter has it already.
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
   * Takes a voter's choice back.
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
   * Reads a page of subjects and waits for it.
   *
   * @param subjects which, of any polls; one named twice is answered twice
   * @param voter whose choices to show, or null
   * @return one view for each, in the same order. Where the store does not answer in time they come
   *     from the ledger and say that they are not exact
   * @throws VoteException when neither store nor ledger answers
   */
  List<SubjectView> page(List<SubjectId> subjects, @Nullable VoterId voter);

  /**
   * Reads a page of subjects.
   *
   * @param subjects which
   * @param voter whose choices to show, or null
   * @return what {@link #page} returns; fails as it throws. What you attach to it runs where {@link
   *     VoteEngineBuilder#callbacks} says
   */
  CompletableFuture<List<SubjectView>> pageAsync(List<SubjectId> subjects, @Nullable VoterId voter);

  /**
   * Reads one subject.
   *
   * @param subject which
   * @param voter whose choice to show, or null
   * @return the view
   * @see #page
   */
  default SubjectView read(SubjectId subject, @Nullable VoterId voter) {
    return page(List.of(subject), voter).get(0);
  }

  /**
   * The subjects of a poll with the highest scores, equal scores in the order of {@link SubjectId}.
   * Lists subjects with votes only: not those that nobody voted on or whose votes were retracted.
   * Subjects are read one partition after the other, so that votes cast meanwhile may or may not
   * show; each view says whether it was exact when it was read.
   *
   * @param poll name of the poll
   * @param limit how many at most, 1 to 10,000
   * @return highest first
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<SubjectView> top(String poll, int limit);

  /**
   * A voter's present choices, newest first. Votes of the last moments may be missing: they come
   * from the ledger.
   *
   * @param voter who
   * @param after the last vote of the page before; null: the first page
   * @param limit how many at most, 1 to 10,000
   * @return the page; shorter than {@code limit} only at the end
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<RecordedVote> votesOf(VoterId voter, @Nullable RecordedVote after, int limit);

  /**
   * The newest entries of the audit log for a subject, newest first. Votes of the last moments may
   * be missing.
   *
   * @param subject which
   * @param limit how many at most, 1 to 10,000
   * @return the entries
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<HistoryEntry> history(SubjectId subject, int limit);

  /**
   * The newest entries of the audit log for a whole poll, newest first. Votes of the last moments
   * may be missing.
   *
   * @param poll name of the poll
   * @param limit how many at most, 1 to 10,000
   * @return the entries
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<HistoryEntry> history(String poll, int limit);

  /**
   * What became of a request, as after {@link CastResult.Unknown}.
   *
   * @param voter who voted
   * @param subject on what
   * @param requestId the request
   * @return what is known
   * @throws VoteException when store or ledger does not answer
   */
  RequestStatus status(VoterId voter, SubjectId subject, RequestId requestId);

  /**
   * Counts a poll's votes in the ledger in three ways, and compares the tallies that the store
   * shows. Reads every row of the poll. Tallies that are not the count of their votes are
   * corrected: the report says what was found, and another call what there is then.
   *
   * @param poll name of the poll
   * @return what it found
   * @throws VoteLedgerException when the ledger does not answer
   */
  AuditReport auditNow(String poll);

  /**
   * How the engine is, by the rules of {@link VoteHealth}, asked for a second at most.
   *
   * @return what was found
   * @see #health(Duration)
   */
  default VoteHealth health() {
    return health(Duration.ofSeconds(1));
  }

  /**
   * How the engine is, by the rules of {@link VoteHealth}. Asks every partition of the store what
   * it says of itself, and the ledger where it stands; what has not answered in time counts as
   * silent. Waits for no vote and keeps none waiting. After {@link #close} it says what was left.
   *
   * @param atMost how long to wait for answers
   * @return what was found; never throws
   */
  VoteHealth health(Duration atMost);

  /**
   * Waits until every vote that this engine has acknowledged before the call is in the ledger, and
   * every other that the store still holds. Does not heed interrupts.
   *
   * @param timeout how long at most; a transaction that has begun is finished first
   * @return whether it is so
   */
  boolean drain(Duration timeout);

  /**
   * Refuses new calls, carries what is accepted to the ledger within the drain time-out, then
   * closes store and ledger. What could not be carried is logged as a number, and is {@link
   * VoteFigures#unconfirmed} from then on; only the store has it. Listeners hear what waits for
   * them within the same time, or a second where none is left. Repeated calls do nothing.
   */
  @Override
  void close();
}
