package io.voteengine.examples.board.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Problem details (RFC 9457) of what is refused before any controller sees it. */
final class Problems {
  private Problems() {}

  /** Texts are constants of this site: nothing of a request gets into the answer. */
  static void write(HttpServletResponse response, HttpStatus status, String reason, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .print(
            "{\"title\":\""
                + status.getReasonPhrase()
                + "\",\"status\":"
                + status.value()
                + ",\"detail\":\""
                + detail
                + "\",\"reason\":\""
                + reason
                + "\"}");
  }
}
