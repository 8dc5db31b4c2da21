package io.voteengine.examples.board.api;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.examples.board.catalog.Boards;
import io.voteengine.examples.board.security.Holder;
import io.voteengine.health.VoteFigures;
import io.voteengine.health.VoteHealth;
import io.voteengine.moderation.AdministrationReport;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.query.AuditReport;
import io.voteengine.query.HistoryEntry;
import io.voteengine.result.ResultCheck;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an operator looks at, and may change. */
@RestController
@RequestMapping("/api/admin")
class AdminController {
  private static final int MOST = 1_000;

  private final VoteEngine engine;
  private final Boards boards;
  private final Clock clock;

  AdminController(VoteEngine engine, Boards boards, Clock clock) {
    this.engine = engine;
    this.boards = boards;
    this.clock = clock;
  }

  /**
   * How the engine is.
   *
   * @param status the worst of the issues
   * @param issues what is wrong, and what to do
   * @param figures counts and ages
   */
  record HealthView(VoteHealth.Status status, List<VoteHealth.Issue> issues, VoteFigures figures) {}

  @GetMapping("/health")
  HealthView health() {
    VoteHealth health = engine.health();
    return new HealthView(health.status(), health.issues(), health.figures());
  }

  /** The newest changes first, with the voters: for operators only. */
  @GetMapping("/history")
  List<HistoryEntry> history(
      @RequestParam String poll,
      @RequestParam String subject,
      @RequestParam(defaultValue = "100") int size) {
    return engine
        .administration()
        .records()
        .history(SubjectId.of(poll, subject), Paging.size(size, MOST));
  }

  /** Counts a poll again, from the votes and from the audit log. */
  @PostMapping("/polls/{poll}/audit")
  AuditReport audit(@PathVariable String poll) {
    return engine.auditNow(poll);
  }

  /** Computes a result again, from the ledger's rows. */
  @PostMapping("/polls/{poll}/verify")
  ResultCheck verify(@PathVariable String poll) {
    return engine.results().verify(poll);
  }

  /**
   * Why an operator does something. It is recorded.
   *
   * @param why the reason
   */
  record Reason(String why) {}

  /** Ends a poll before its deadline. It cannot be opened again. */
  @PostMapping("/polls/{poll}/close")
  PollView close(
      @PathVariable String poll,
      @RequestBody Reason reason,
      @AuthenticationPrincipal Holder holder) {
    String board =
        boards.board(poll).orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
    Poll closed = engine.polls().close(poll, holder.name(), reason.why());
    return PollView.of(board, closed, clock.instant(), false);
  }

  /** Votes that the database refused; they do not count. */
  @GetMapping("/quarantine")
  List<QuarantinedVote> quarantine(@RequestParam(defaultValue = "100") int size) {
    return engine.quarantine().list(null, Paging.size(size, MOST));
  }

  /**
   * A vote in quarantine.
   *
   * @param partition its partition
   * @param epoch its epoch
   * @param seq its number there
   */
  record Quarantined(int partition, long epoch, long seq) {
    boolean is(QuarantinedVote vote) {
      return vote.partition() == partition && vote.epoch() == epoch && vote.seq() == seq;
    }
  }

  /**
   * What was done.
   *
   * @param done false: there was nothing to do
   */
  record Done(boolean done) {}

  @PostMapping("/quarantine/replay")
  Done replay(@RequestBody Quarantined which) {
    return new Done(engine.quarantine().replay(find(which)));
  }

  @PostMapping("/quarantine/discard")
  Done discard(@RequestBody Quarantined which) {
    return new Done(engine.quarantine().discard(find(which)));
  }

  private QuarantinedVote find(Quarantined which) {
    return engine.quarantine().list(null, MOST).stream()
        .filter(which::is)
        .findFirst()
        .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
  }

  /**
   * Which votes of a voter.
   *
   * @param voter the voter
   * @param poll only those in this poll; null: all
   * @param why the reason. It is recorded
   */
  record VotesOf(String voter, @Nullable String poll, String why) {
    VoteSelection selection() {
      List<VoterId> voters = List.of(VoterId.of(voter));
      return poll == null ? VoteSelection.ofVoters(voters) : VoteSelection.ofPoll(poll).by(voters);
    }
  }

  /** The votes stay in the log and stop counting. */
  @PostMapping("/votes/void")
  AdministrationReport voidVotes(
      @RequestBody VotesOf votes, @AuthenticationPrincipal Holder holder) {
    return engine.administration().voidVotes(votes.selection(), holder.name(), votes.why());
  }

  @PostMapping("/votes/restore")
  AdministrationReport restore(@RequestBody VotesOf votes, @AuthenticationPrincipal Holder holder) {
    return engine.administration().restoreVotes(votes.selection(), holder.name(), votes.why());
  }
}
