package io.voteengine.examples.board.api;

import io.voteengine.CastResult;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Problem details (RFC 9457) of votes that were not accepted. */
final class Refusals {
  private Refusals() {}

  static ResponseEntity<ProblemDetail> of(SubjectId subject, CastResult.Rejected refusal) {
    ProblemDetail problem = ProblemDetail.forStatus(statusOf(refusal.reason()));
    problem.setDetail(textOf(refusal.reason()));
    problem.setProperty("reason", refusal.reason().name());
    problem.setProperty("request_id", refusal.requestId().toString());
    VoteAnswer.Data data = VoteAnswer.of(subject, refusal);
    if (data != null) {
      problem.setProperty("data", data);
    }
    Duration later = refusal.retryAfter();
    return later == null
        ? answer(problem, 0)
        : answer(problem, Math.max(1, later.plusMillis(999).toSeconds()));
  }

  /** The vote may or may not count: the same request, sent again, finds out. */
  static ResponseEntity<ProblemDetail> unknown(RequestId request) {
    ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE);
    problem.setDetail("It is not known whether the vote counts. Send it again as it is.");
    problem.setProperty("reason", "UNKNOWN");
    problem.setProperty("request_id", request.toString());
    return answer(problem, 1);
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, long retryAfter) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (retryAfter > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter));
    }
    return answer.body(problem);
  }

  private static HttpStatus statusOf(CastResult.Reason reason) {
    return switch (reason) {
      case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case POLL_NOT_OPEN, SUBJECT_UNKNOWN -> HttpStatus.NOT_FOUND;
      case SUBJECT_WITHDRAWN -> HttpStatus.GONE;
      case CHOICE_NOT_ALLOWED -> HttpStatus.UNPROCESSABLE_CONTENT;
      case POLL_CLOSED, BUDGET_SPENT, SUPERSEDED, REQUEST_ID_REUSED -> HttpStatus.CONFLICT;
    };
  }

  private static String textOf(CastResult.Reason reason) {
    return switch (reason) {
      case RATE_LIMITED -> "Too many votes in a short time.";
      case UNAVAILABLE -> "Votes cannot be taken now. Try again soon.";
      case POLL_NOT_OPEN -> "There is no such poll, or it is not open yet.";
      case SUBJECT_UNKNOWN -> "There is nothing of this key to vote on.";
      case SUBJECT_WITHDRAWN -> "This was taken off the board.";
      case CHOICE_NOT_ALLOWED -> "The poll does not allow this choice.";
      case POLL_CLOSED -> "The poll is closed.";
      case BUDGET_SPENT -> "You have no vote left. Take one back first.";
      case SUPERSEDED -> "A later vote of yours counts instead.";
      case REQUEST_ID_REUSED -> "The request id belongs to another vote.";
    };
  }
}
