package io.voteengine.examples.board.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.examples.board.security.Holder;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.VotePage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A voter's own votes. Who the voter is, the token says. */
@RestController
@RequestMapping("/api/votes")
class VoteController {
  private static final int MOST = 100;

  private final VoteEngine engine;

  VoteController(VoteEngine engine) {
    this.engine = engine;
  }

  @PostMapping
  ResponseEntity<?> cast(@RequestBody VoteCall call, @AuthenticationPrincipal Holder holder) {
    VoteRequest vote = call.by(holder.voterOrThrow());
    CastResult result = engine.cast(vote);
    if (result instanceof CastResult.Accepted accepted) {
      return ResponseEntity.ok(VoteAnswer.of(vote.subject(), accepted.receipt()));
    }
    return result instanceof CastResult.Rejected refusal
        ? Refusals.of(vote.subject(), refusal)
        : Refusals.unknown(result.requestId());
  }

  /**
   * What has become of a vote.
   *
   * @param requestId the request that cast it
   * @param status whether the database has it
   */
  record VoteStatus(@JsonProperty("request_id") String requestId, RequestStatus status) {}

  @GetMapping("/status/{requestId}")
  VoteStatus status(
      @PathVariable String requestId,
      @RequestParam String poll,
      @RequestParam String subject,
      @AuthenticationPrincipal Holder holder) {
    RequestId request = RequestId.parse(requestId);
    RequestStatus status =
        engine.status(holder.voterOrThrow(), SubjectId.of(poll, subject), request);
    return new VoteStatus(request.toString(), status);
  }

  /**
   * Some votes of a voter, newest first.
   *
   * @param votes the votes
   * @param next the cursor of the next page; null: these were the last
   */
  record OwnVotes(List<OwnVote> votes, @Nullable String next) {}

  /**
   * A vote of a voter.
   *
   * @param poll name of the poll
   * @param subject key of the subject
   * @param choice the choice
   * @param castAt when it was cast
   */
  record OwnVote(
      String poll, String subject, Choice choice, @JsonProperty("cast_at") Instant castAt) {
    static OwnVote of(RecordedVote vote) {
      return new OwnVote(vote.subject().poll(), vote.subject().key(), vote.choice(), vote.castAt());
    }
  }

  @GetMapping("/user")
  OwnVotes own(
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = "20") int size,
      @AuthenticationPrincipal Holder holder) {
    VotePage page =
        engine.records().votesOf(holder.voterOrThrow(), null, cursor, Paging.size(size, MOST));
    return new OwnVotes(page.votes().stream().map(OwnVote::of).toList(), page.next());
  }

  @GetMapping("/metrics")
  Map<String, Number> metrics() {
    return engine.metrics().toMap();
  }

  /** A file that shows its holder's choice, so it is nobody else's. */
  @GetMapping("/proof")
  ResponseEntity<String> proof(
      @RequestParam String poll,
      @RequestParam String subject,
      @AuthenticationPrincipal Holder holder) {
    String proof =
        engine
            .results()
            .proofFor(holder.voterOrThrow(), SubjectId.of(poll, subject))
            .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_PLAIN)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("vote.tlog-proof").build().toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(proof);
  }
}
