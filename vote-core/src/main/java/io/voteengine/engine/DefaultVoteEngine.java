package io.voteengine.engine;

import io.voteengine.CastResult;
import io.voteengine.Polls;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.backup.Backups;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.cast.Casting;
import io.voteengine.engine.durable.PendingReader;
import io.voteengine.engine.durable.ReconcilerEvents;
import io.voteengine.engine.health.HealthCheck;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.lifecycle.StartLine;
import io.voteengine.engine.lifecycle.WarmUp;
import io.voteengine.engine.live.EngineLive;
import io.voteengine.engine.metrics.EngineMetrics;
import io.voteengine.engine.notify.Callbacks;
import io.voteengine.engine.read.HiddenCounts;
import io.voteengine.engine.read.Leaderboard;
import io.voteengine.engine.read.Loader;
import io.voteengine.engine.read.PageReader;
import io.voteengine.engine.read.StatusReader;
import io.voteengine.engine.read.Terms;
import io.voteengine.engine.result.EngineResults;
import io.voteengine.engine.result.ResultHooks;
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
import io.voteengine.result.ResultOptions;
import io.voteengine.result.Results;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.VoteStore;
import io.voteengine.subject.Subjects;
import io.voteengine.util.IdRules;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine: assembles the parts and translates between them and the host. */
public final class DefaultVoteEngine implements VoteEngine {
  private static final Logger log = LoggerFactory.getLogger(DefaultVoteEngine.class);

  private static final int WAITING_CALLBACKS = 100_000;

  /** How long a check of polls waits for their journals. */
  private static final Duration PENDING = Duration.ofSeconds(1);

  private final VoteStore store;
  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final Duration acceptedDeadline;
  private final Lifecycle lifecycle;
  private final Terms terms;
  private final Loader loader;
  private final Callbacks callbacks;
  private final Casting casting;
  private final EngineReads reads;
  private final Polls polls;
  private final Records records;
  private final Subjects subjects;
  private final Quarantine quarantine;
  private final Administration administration;
  private final EngineBackups backups;
  private final Results results;
  private final PendingReader pending;
  private final StatusReader statuses;
  private final HealthCheck health;
  private final EngineLive live;
  private final EngineMetrics metrics;

  private DefaultVoteEngine(EngineOptions options) {
    this.store = options.store();
    this.ledger = options.ledger();
    this.acceptedDeadline = options.acceptedDeadline();
    this.reconciler = options.reconciler();
    this.lifecycle = new Lifecycle(options, reconciler);
    this.terms = new Terms(ledger, lifecycle.loaders);
    ledger.polls().list().forEach(poll -> terms.learn(poll.poll()));
    this.loader =
        new Loader(
            store, ledger, terms, lifecycle.loaders, options.partitions(), lifecycle.counters);
    this.callbacks = new Callbacks(lifecycle.callbacks, WAITING_CALLBACKS);
    VoteServer server = reconciler.server(store, ledger);
    HiddenCounts hidden =
        new HiddenCounts(
            terms, ledger.polls()::findAsOfNow, lifecycle.loaders, acceptedDeadline.dividedBy(2));
    this.casting =
        new Casting(options, server, reconciler, lifecycle, terms, loader, hidden, callbacks);
    PageReader pages =
        new PageReader(
            server,
            ledger,
            terms,
            loader,
            casting.confirmations::isLackedBy,
            lifecycle.timer,
            lifecycle.loaders,
            acceptedDeadline);
    Leaderboard leaderboard =
        new Leaderboard(
            store,
            partition -> !server.isDegraded(partition),
            term -> !casting.confirmations.isLackedBy(term),
            ledger,
            terms,
            options.partitions(),
            acceptedDeadline);
    this.reads =
        new EngineReads(
            options.nearCache(),
            lifecycle,
            callbacks,
            casting.confirmations,
            pages,
            leaderboard,
            hidden);
    this.pending =
        new PendingReader(
            store, ledger, lifecycle.prober, options.partitions(), casting.confirmations);
    this.statuses =
        new StatusReader(store, ledger, terms, casting.confirmations::isOpen, acceptedDeadline);
    this.health =
        new HealthCheck(options, server != store, lifecycle, terms, casting.confirmations);
    this.metrics =
        new EngineMetrics(
            lifecycle,
            casting.confirmations,
            callbacks,
            loader,
            Stream.of(reads.meters(), store.meters(), reconciler.meters())
                .flatMap(List::stream)
                .toList(),
            reads.cacheAnswers(),
            reads.cacheReads());
    this.records = new EngineRecords(ledger, lifecycle, reads, hidden::isPublicNow);
    this.subjects = new EngineSubjects(ledger, reconciler, lifecycle, terms);
    this.quarantine = new EngineQuarantine(ledger, reconciler, lifecycle);
    BooleanSupplier settle =
        () -> lifecycle.settle(casting.confirmations.open(), Deadline.in(lifecycle.drainTimeout));
    this.polls =
        new EnginePolls(
            ledger.polls(),
            reconciler,
            lifecycle,
            terms,
            hidden,
            ledger.finalizations().isPresent(),
            settle,
            options.clock());
    this.administration =
        new EngineAdministration(
            ledger,
            reconciler,
            lifecycle,
            settle,
            new EngineRecords(ledger, lifecycle, reads, poll -> true));
    this.backups = new EngineBackups(ledger, reconciler, lifecycle, settle);
    this.results =
        new EngineResults(
            ledger,
            reconciler,
            lifecycle,
            options.results(),
            backups,
            poll -> pending.read(poll, Deadline.in(PENDING)),
            options.clock());
    this.live =
        new EngineLive(
            options,
            terms,
            reads::exactly,
            leaderboard,
            hidden,
            casting.confirmations::hasOpen,
            lifecycle.listeners,
            reads.copies());
    lifecycle.listeners.live(live);
  }

  public static VoteEngine start(EngineOptions options) {
    DefaultVoteEngine engine = null;
    try {
      long began = System.nanoTime();
      options.ledger().open(options.partitions());
      options.store().open(options.partitions(), options.ledger().identity());
      engine = new DefaultVoteEngine(options);
      engine.lifecycle.listeners.start();
      engine.start(options.reconciler(), options.results());
      StartLine.log(options, Duration.ofNanos(System.nanoTime() - began));
      return engine;
    } catch (RuntimeException | Error e) {
      if (engine != null) {
        engine.live.close();
        engine.lifecycle.abort(e);
      } else {
        Lifecycle.closeParts(options.store(), options.ledger(), e);
      }
      throw e;
    }
  }

  private void start(VoteReconciler reconciler, ResultOptions results) {
    reconciler.start(
        store,
        ledger,
        new ReconcilerEvents(
            casting.confirmations,
            lifecycle.listeners,
            lifecycle.counters,
            new ResultHooks(results, casting::settling)));
    try {
      WarmUp.run(casting, loader, terms);
      lifecycle.counters.casts.forget();
      live.start();
      metrics.start(lifecycle.timer);
    } catch (RuntimeException | Error e) {
      Lifecycle.suppress(e, reconciler::close);
      throw e;
    }
  }

  @Override
  public Polls polls() {
    return polls;
  }

  @Override
  public Records records() {
    return records;
  }

  @Override
  public Subjects subjects() {
    return subjects;
  }

  @Override
  public Quarantine quarantine() {
    return quarantine;
  }

  @Override
  public Administration administration() {
    return administration;
  }

  @Override
  public Backups backups() {
    return backups;
  }

  @Override
  public Results results() {
    return results;
  }

  @Override
  public LiveVotes live() {
    return live;
  }

  @Override
  public CastResult cast(VoteRequest request) {
    RequestId id = casting.idOf(request);
    try {
      return casting.cast(request, id).get();
    } catch (ExecutionException e) {
      throw Causes.thrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CastResult.Unknown(id);
    }
  }

  @Override
  public CompletableFuture<CastResult> castAsync(VoteRequest request) {
    return callbacks.handOver(casting.cast(request, casting.idOf(request)));
  }

  @Override
  public SubjectView read(SubjectId subject, @Nullable VoterId voter, ReadMode mode) {
    return reads.read(subject, voter, mode);
  }

  @Override
  public List<SubjectView> page(List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode) {
    return reads.page(subjects, voter, mode);
  }

  @Override
  public CompletableFuture<List<SubjectView>> pageAsync(
      List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode) {
    return reads.pageAsync(subjects, voter, mode);
  }

  @Override
  public List<SubjectView> top(String poll, int limit, ReadMode mode) {
    return reads.top(poll, limit, mode);
  }

  @Override
  public RequestStatus status(VoterId voter, SubjectId subject, RequestId requestId) {
    return lifecycle.whileOpen(() -> statuses.of(new VoteKey(subject, voter), requestId));
  }

  @Override
  public AuditReport auditNow(String poll) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(
        () -> {
          AuditReport report = ledger.records().audit(poll);
          try {
            return report.comparedWithStore(reconciler.audit(poll));
          } catch (VoteStoreException e) {
            log.warn("The store could not be asked for its tallies", e);
            return report;
          }
        });
  }

  @Override
  public PendingSubjects pending(String poll, Duration atMost) {
    IdRules.check("poll", poll);
    Deadline deadline = Deadline.in(atMost);
    return lifecycle.whileOpen(() -> pending.read(poll, deadline));
  }

  @Override
  public VoteHealth health(Duration atMost) {
    return health.check(atMost);
  }

  @Override
  public VoteFigures figures() {
    return health.figures();
  }

  @Override
  public VoteMetrics metrics() {
    return metrics.read();
  }

  @Override
  public List<EngineMeter> meters() {
    return metrics.meters();
  }

  @Override
  public void addListener(VoteListener listener) {
    Objects.requireNonNull(listener, "listener");
    lifecycle.whileOpen(
        () -> {
          lifecycle.listeners.add(listener);
          return listener;
        });
  }

  @Override
  public boolean removeListener(VoteListener listener) {
    Objects.requireNonNull(listener, "listener");
    return lifecycle.whileOpen(() -> lifecycle.listeners.remove(listener));
  }

  @Override
  public boolean drain(Duration timeout) {
    return lifecycle.whileOpen(() -> lifecycle.drain(casting.confirmations, Deadline.in(timeout)));
  }

  @Override
  public void close() {
    live.end();
    lifecycle.close(casting.confirmations, live::close);
  }
}
