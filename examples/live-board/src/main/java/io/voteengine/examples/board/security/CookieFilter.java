package io.voteengine.examples.board.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the token from the session cookie, where no header has one. Not a BearerTokenResolver:
 * Spring Security asks for no CSRF token where one of these finds a token.
 */
final class CookieFilter extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(CookieFilter.class);

  private final JwtDecoder decoder;

  CookieFilter(JwtDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
      SessionCookie.of(request).ifPresent(this::signIn);
    }
    chain.doFilter(request, response);
  }

  /** A token that has expired or is none leaves the request without a user. */
  private void signIn(String token) {
    try {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(HolderAuthentication.of(decoder.decode(token)));
      SecurityContextHolder.setContext(context);
    } catch (JwtException e) {
      log.debug("The token of a session cookie was refused", e);
    }
  }
}
