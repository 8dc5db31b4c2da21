package io.voteengine.examples.board.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/** The cookie that holds the token of a browser. No script can read it. */
final class SessionCookie {
  static final String NAME = "board_session";

  private SessionCookie() {}

  static Optional<String> of(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(NAME))
            .map(Cookie::getValue)
            .findFirst();
  }

  /** Zero as time to live makes the browser forget it. */
  static ResponseCookie make(HttpServletRequest request, String token, Duration timeToLive) {
    return ResponseCookie.from(NAME, token)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Strict")
        .path("/")
        .maxAge(timeToLive)
        .build();
  }
}
