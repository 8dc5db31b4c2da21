package io.voteengine.engine.result;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.backup.Backups;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.read.PageSize;
import io.voteengine.poll.PollException;
import io.voteengine.poll.Series;
import io.voteengine.query.PendingSubjects;
import io.voteengine.result.Amendment;
import io.voteengine.result.ExportFormat;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.FinalizationReport;
import io.voteengine.result.Podium;
import io.voteengine.result.PollHealth;
import io.voteengine.result.RankedStanding;
import io.voteengine.result.RecoveryReport;
import io.voteengine.result.ResultCheck;
import io.voteengine.result.ResultOptions;
import io.voteengine.result.Results;
import io.voteengine.result.proof.PollResult;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerResults;
import io.voteengine.util.IdRules;
import io.voteengine.util.Micros;
import io.voteengine.util.Reasons;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets the reconciler finalize polls, and reads from the ledger what they are. */
public final class EngineResults implements Results {
  private static final int PLACES = 10;

  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final Lifecycle lifecycle;
  private final ResultOptions options;
  private final Backups backups;
  private final Function<String, PendingSubjects> pending;
  private final InstantSource clock;

  /**
   * @param pending finds the subjects of a poll with votes that the ledger lacks
   */
  public EngineResults(
      VoteLedger ledger,
      VoteReconciler reconciler,
      Lifecycle lifecycle,
      ResultOptions options,
      Backups backups,
      Function<String, PendingSubjects> pending,
      InstantSource clock) {
    this.backups = backups;
    this.pending = pending;
    this.clock = clock;
    this.ledger = ledger;
    this.reconciler = reconciler;
    this.lifecycle = lifecycle;
    this.options = options;
  }

  private LedgerFinalizations finalizations() {
    return ledger.finalizations().orElseThrow(this::unable);
  }

  private LedgerResults results() {
    return ledger.results().orElseThrow(this::unable);
  }

  private FinalizationException unable() {
    return new FinalizationException(
        "The ledger seals no polls: "
            + ledger
            + ". Several ledgers behind one (PartitionedVoteLedger) cannot seal a poll together.",
        null);
  }

  @Override
  public FinalizationReport finalizePoll(String poll) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> finalizeNow(poll));
  }

  private FinalizationReport finalizeNow(String poll) {
    Finalization before = finalizations().find(poll).orElse(null);
    return report(poll, before, reconciler.finalizePoll(poll), null);
  }

  private FinalizationReport report(
      String poll,
      @Nullable Finalization before,
      @Nullable Finalization now,
      @Nullable String failure) {
    boolean backedUp =
        now != null
            && now.backup() != null
            && (before == null || !now.backup().equals(before.backup()));
    if (now == null || now.sealedAt() == null) {
      Podium none = new Podium(List.of(), false);
      return new FinalizationReport(poll, now, none, 0, backedUp, List.of(), failure);
    }
    boolean isNew = now.isComplete() && (before == null || !before.isComplete());
    Podium podium = podium(poll, PLACES);
    return new FinalizationReport(
        poll, now, podium, isNew ? now.subjects() : 0, backedUp, warnings(poll, podium), failure);
  }

  private List<String> warnings(String poll, Podium podium) {
    List<String> warnings = new ArrayList<>();
    if (podium.tieCut()) {
      warnings.add("The place after the last one shown has the same score.");
    }
    results().result(poll).orElseThrow().excluded().stream()
        .map(out -> out.votes() + " votes are not counted: " + out.reason() + ".")
        .forEach(warnings::add);
    int withdrawn = results().withdrawn(poll).size();
    if (withdrawn > 0) {
      warnings.add("Subjects that were withdrawn and take no place: " + withdrawn + ".");
    }
    return warnings;
  }

  @Override
  public List<FinalizationReport> finalizeDue(LocalDate day, ZoneId zone) {
    return lifecycle.whileOpen(
        () ->
            closedOn(day, zone).stream()
                .map(poll -> finalizeOrReport(poll.poll().name()))
                .toList());
  }

  private List<PollSnapshot> closedOn(LocalDate day, ZoneId zone) {
    Instant from = day.atStartOfDay(zone).toInstant();
    Instant until = day.plusDays(1).atStartOfDay(zone).toInstant();
    return ledger.polls().list().stream()
        .filter(poll -> closesWithin(poll.poll(), from, until))
        .filter(poll -> poll.over() || poll.isOverAt(Micros.of(clock.instant())))
        .toList();
  }

  private static boolean closesWithin(Poll poll, Instant from, Instant until) {
    Instant closesAt = poll.closesAt();
    return closesAt != null && !closesAt.isBefore(from) && closesAt.isBefore(until);
  }

  private FinalizationReport finalizeOrReport(String poll) {
    Finalization before = finalizations().find(poll).orElse(null);
    try {
      return report(poll, before, reconciler.finalizePoll(poll), null);
    } catch (VoteException e) {
      return report(poll, before, finalizations().find(poll).orElse(null), e.getMessage());
    }
  }

  @Override
  public Optional<Finalization> finalization(String poll) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> finalizations().find(poll));
  }

  @Override
  public Optional<PollResult> find(String poll) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> results().result(poll));
  }

  @Override
  public Podium top(String poll, int limit) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> podium(poll, PageSize.check(limit)));
  }

  private Podium podium(String poll, int limit) {
    List<RankedStanding> one = results().top(poll, limit + 1, options.ties());
    boolean cut = one.size() > limit && one.get(limit).score() == one.get(limit - 1).score();
    return new Podium(one.subList(0, Math.min(one.size(), limit)), cut);
  }

  @Override
  public Optional<String> proofFor(VoterId voter, SubjectId subject) {
    Objects.requireNonNull(voter, "voter");
    return lifecycle.whileOpen(
        () -> proofs().proof(finalizations().find(subject.poll()), voter, subject));
  }

  private Proofs proofs() {
    return new Proofs(results(), options);
  }

  @Override
  public ResultCheck verify(String poll) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> proofs().verify(finalized(poll)));
  }

  private Finalization finalized(String poll) {
    return finalizations()
        .find(poll)
        .filter(Finalization::isComplete)
        .orElseThrow(
            () ->
                new FinalizationException(
                    "The poll '" + poll + "' is not finalized: call results().finalizePoll.",
                    null));
  }

  @Override
  public void exportStandings(String poll, ExportFormat format, OutputStream out)
      throws IOException {
    IdRules.check("poll", poll);
    export(
        () -> {
          sealed(poll);
          List<RankedStanding> all = results().top(poll, Integer.MAX_VALUE, options.ties());
          ResultExport.standings(all, results().withdrawn(poll), format, out);
        });
  }

  @Override
  public void exportBallots(String poll, ExportFormat format, OutputStream out) throws IOException {
    IdRules.check("poll", poll);
    export(
        () -> {
          Finalization unused = finalized(poll);
          ResultExport.ballots(results().ballots(poll, 0), format, out);
        });
  }

  private interface Export {
    void run() throws IOException;
  }

  private void export(Export export) throws IOException {
    lifecycle.enter();
    try {
      export.run();
    } finally {
      lifecycle.leave();
    }
  }

  private void sealed(String poll) {
    if (finalizations().find(poll).map(Finalization::sealedAt).isEmpty()) {
      throw notSealed(poll);
    }
  }

  private static FinalizationException notSealed(String poll) {
    return new FinalizationException(
        "The poll '" + poll + "' is not sealed: call results().finalizePoll.", null);
  }

  @Override
  public RecoveryReport recover(String poll, Set<SubjectId> subjects, boolean dryRun) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> new Recovery(ledger, backups).run(poll, subjects, dryRun));
  }

  @Override
  public List<RecoveryReport> recoverDue(LocalDate day, ZoneId zone, boolean dryRun) {
    Recovery recovery = new Recovery(ledger, backups);
    return lifecycle.whileOpen(
        () ->
            closedOn(day, zone).stream()
                .map(poll -> recovery.run(poll.poll().name(), Set.of(), dryRun))
                .toList());
  }

  @Override
  public PollHealth health(String poll) {
    IdRules.check("poll", poll);
    return health(
        () ->
            List.of(
                ledger
                    .polls()
                    .find(poll)
                    .orElseThrow(
                        () ->
                            new PollException(
                                "No poll '" + poll + "' is recorded: define it first."))));
  }

  @Override
  public PollHealth health(LocalDate day, ZoneId zone) {
    return health(() -> closedOn(day, zone));
  }

  @Override
  public PollHealth healthOfSeries(String series) {
    IdRules.check("series", series);
    Instant now = clock.instant();
    return health(
        () ->
            ledger.polls().list().stream()
                .filter(poll -> Series.hasWindow(series, poll.poll().name()))
                .filter(poll -> hasOpened(poll.poll(), now))
                .toList());
  }

  private static boolean hasOpened(Poll poll, Instant now) {
    Instant opensAt = poll.opensAt();
    return opensAt == null || !opensAt.isAfter(now);
  }

  private PollHealth health(Supplier<List<PollSnapshot>> polls) {
    return lifecycle.whileOpen(
        () -> {
          PollHealthCheck check =
              new PollHealthCheck(ledger, pending, reconciler.finalizesAfter(), clock.instant());
          List<PollSnapshot> some;
          try {
            some = polls.get();
          } catch (VoteLedgerException e) {
            return check.failed(e);
          }
          return check.of(some);
        });
  }

  @Override
  public void archive(String poll) {
    IdRules.check("poll", poll);
    lifecycle.whileOpen(
        () -> {
          if (!finalizations().archive(poll)) {
            throw new FinalizationException(
                "The poll '" + poll + "' is not finalized: call results().finalizePoll.", null);
          }
          return poll;
        });
  }

  @Override
  public List<String> archived() {
    return lifecycle.whileOpen(() -> finalizations().archived());
  }

  @Override
  public Amendment amend(
      String poll,
      Amendment.Kind kind,
      @Nullable SubjectId subject,
      long votes,
      String by,
      String why) {
    IdRules.check("poll", poll);
    IdRules.check("by", by);
    Reasons.check("why", why);
    if (votes < 0) {
      throw new IllegalArgumentException("votes must not be negative: " + votes);
    }
    if (subject != null && !subject.poll().equals(poll)) {
      throw new IllegalArgumentException("The subject is in another poll: " + subject);
    }
    return lifecycle.whileOpen(
        () ->
            results()
                .amend(UUID.randomUUID(), poll, by, kind, subject, votes, why)
                .orElseThrow(() -> notSealed(poll)));
  }

  @Override
  public List<Amendment> amendments(String poll) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> results().amendments(poll));
  }
}
