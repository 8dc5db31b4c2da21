package io.voteengine.examples.board.security;

import io.voteengine.InvalidInputException;
import io.voteengine.VoterId;
import io.voteengine.examples.board.BoardProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * DEMONSTRATION ONLY: a sign-in without a password. A real site replaces this class by its own
 * sign-in, and keeps the rest: the cookie, its token, and how they are checked.
 */
@RestController
@RequestMapping("/api/session")
class SessionController {
  private static final int LONGEST_NAME = 40;

  private final Tokens tokens;
  private final BoardProperties.Session options;

  SessionController(Tokens tokens, BoardProperties properties) {
    this.tokens = tokens;
    this.options = properties.session();
  }

  /**
   * What a page needs to know of its session.
   *
   * @param name who is signed in; null: nobody
   * @param roles what this user may do
   * @param expiresAt when the session ends; renew it before
   * @param demo true: anyone may sign in under any name
   */
  record SessionView(
      @Nullable String name, List<String> roles, @Nullable Instant expiresAt, boolean demo) {}

  /**
   * Asks for a session.
   *
   * @param name the user; null: a guest, who may read live counts
   */
  record SignIn(@Nullable String name) {}

  @GetMapping
  SessionView session(@AuthenticationPrincipal @Nullable Holder holder) {
    return view(holder);
  }

  @PostMapping
  ResponseEntity<SessionView> signIn(@RequestBody SignIn request, HttpServletRequest http) {
    if (!options.demo()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no demo sign-in here.");
    }
    String name = request.name();
    if (name == null) {
      return answer(http, "guest-" + UUID.randomUUID(), List.of(Tokens.GUEST));
    }
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new InvalidInputException("name", "must have 1 to " + LONGEST_NAME + " characters");
    }
    VoterId voter = VoterId.of(name);
    return answer(
        http,
        voter.value(),
        options.admins().contains(name)
            ? List.of(Tokens.VOTER, Tokens.ADMIN)
            : List.of(Tokens.VOTER));
  }

  /** Gives the same user a new token. A page calls it some time before the old one ends. */
  @PostMapping("/renew")
  ResponseEntity<SessionView> renew(
      @AuthenticationPrincipal @Nullable Holder holder, HttpServletRequest http) {
    if (holder == null) {
      throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "The session has ended.");
    }
    return answer(http, holder.name(), holder.roles());
  }

  @DeleteMapping
  ResponseEntity<Void> signOut(HttpServletRequest http) {
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, SessionCookie.make(http, "", Duration.ZERO).toString())
        .build();
  }

  private ResponseEntity<SessionView> answer(
      HttpServletRequest http, String name, List<String> roles) {
    String token = tokens.issue(name, roles);
    return ResponseEntity.ok()
        .header(
            HttpHeaders.SET_COOKIE,
            SessionCookie.make(http, token, options.timeToLive()).toString())
        .body(view(tokens.read(token).orElse(null)));
  }

  private SessionView view(@Nullable Holder holder) {
    return holder == null
        ? new SessionView(null, List.of(), null, options.demo())
        : new SessionView(holder.name(), holder.roles(), holder.expiresAt(), options.demo());
  }
}
