package io.voteengine.examples.board.security;

import io.voteengine.VoterId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whom a valid token names.
 *
 * @param name the subject of the token
 * @param roles any of {@link Tokens#VOTER}, {@link Tokens#ADMIN} and {@link Tokens#GUEST}
 * @param expiresAt when the token ends
 */
public record Holder(String name, List<String> roles, Instant expiresAt) {
  /** Copies the list. */
  public Holder {
    roles = List.copyOf(roles);
  }

  /**
   * Returns the holder of a token.
   *
   * @param jwt a token that has been checked
   * @return the holder
   */
  public static Holder of(Jwt jwt) {
    List<String> roles = jwt.getClaimAsStringList(Tokens.ROLES);
    return new Holder(
        Objects.requireNonNull(jwt.getSubject(), "sub"),
        roles == null ? List.of() : roles,
        Objects.requireNonNull(jwt.getExpiresAt(), "expiresAt"));
  }

  /**
   * Returns the voter.
   *
   * @return empty for a guest, who may read and not vote
   */
  public Optional<VoterId> voter() {
    return roles.contains(Tokens.VOTER) ? Optional.of(VoterId.of(name)) : Optional.empty();
  }

  /**
   * Returns the voter, where the rules of access let only voters pass.
   *
   * @return the voter
   */
  public VoterId voterOrThrow() {
    return voter().orElseThrow(() -> new IllegalStateException(name + " is no voter"));
  }
}
