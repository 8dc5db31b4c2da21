package io.voteengine.examples.board.security;

import io.voteengine.examples.board.BoardProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that another site's page has made: all that change something, and the live
 * channel. Browsers name the origin of these; programs that are none send no cookies of others.
 */
@Component
class Origins extends OncePerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final Set<String> configured;

  Origins(BoardProperties properties) {
    this.configured = properties.origins();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && isGuarded(request) && !allowed(request).contains(origin)) {
      Problems.write(response, HttpStatus.FORBIDDEN, "ORIGIN", "The origin is not of this site.");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isGuarded(HttpServletRequest request) {
    return !READING.contains(request.getMethod()) || request.getRequestURI().equals("/sync");
  }

  /** The Host header decides nothing here: whoever sends a request chooses it. */
  private Set<String> allowed(HttpServletRequest request) {
    int port = request.getLocalPort();
    return configured.isEmpty()
        ? Set.of("http://localhost:" + port, "http://127.0.0.1:" + port)
        : configured;
  }
}
