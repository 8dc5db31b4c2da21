package io.voteengine.examples.snippets;

import io.voteengine.CastResult;

/** The HTTP status of an answer to a vote, as in docs/answers.md. */
final class HttpStatus {
  private HttpStatus() {}

  static int statusOf(CastResult result) {
    if (result instanceof CastResult.Rejected rejected) {
      return switch (rejected.reason()) {
        case RATE_LIMITED -> 429; // with Retry-After: rejected.retryAfter()
        case UNAVAILABLE -> 503; // with Retry-After: rejected.retryAfter()
        case POLL_NOT_OPEN, SUBJECT_UNKNOWN -> 404;
        case SUBJECT_WITHDRAWN -> 410;
        case CHOICE_NOT_ALLOWED -> 422;
        case POLL_CLOSED, BUDGET_SPENT, SUPERSEDED, REQUEST_ID_REUSED -> 409;
      };
    }
    return result.isAccepted() ? 200 : 504; // Unknown: retry with the same request id
  }
}
