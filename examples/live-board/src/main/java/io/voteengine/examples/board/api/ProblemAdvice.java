package io.voteengine.examples.board.api;

import io.voteengine.InvalidInputException;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.backup.BackupException;
import io.voteengine.poll.PollException;
import io.voteengine.result.FinalizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What the engine throws, and all that Spring refuses, as problem details (RFC 9457). */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(InvalidInputException e) {
    ProblemDetail problem =
        problem(HttpStatus.UNPROCESSABLE_CONTENT, "INVALID", e.field() + " " + e.reason());
    problem.setProperty("field", e.field());
    return ResponseEntity.unprocessableContent().body(problem);
  }

  /** What an operator asked for cannot be done now; the message says why, and what to do. */
  @ExceptionHandler({PollException.class, FinalizationException.class, BackupException.class})
  ResponseEntity<ProblemDetail> conflict(VoteException e) {
    return ResponseEntity.status(HttpStatus.CONFLICT)
        .body(problem(HttpStatus.CONFLICT, "CONFLICT", String.valueOf(e.getMessage())));
  }

  @ExceptionHandler({VoteLedgerException.class, VoteStoreException.class})
  ResponseEntity<ProblemDetail> unavailable(VoteException e) {
    log.warn("A request failed", e);
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "1")
        .body(problem(HttpStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE", "Try again in some seconds."));
  }

  private static ProblemDetail problem(HttpStatus status, String reason, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("reason", reason);
    return problem;
  }
}
