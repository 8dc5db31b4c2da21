package io.voteengine.examples.board.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;

/** A request with a valid token; its principal is the {@link Holder}. */
public final class HolderAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient Holder holder;

  private HolderAuthentication(Holder holder) {
    super(
        AuthorityUtils.createAuthorityList(
            holder.roles().stream().map(role -> "ROLE_" + role).toList()));
    this.holder = holder;
    setAuthenticated(true);
  }

  static HolderAuthentication of(Jwt jwt) {
    return new HolderAuthentication(Holder.of(jwt));
  }

  @Override
  public Holder getPrincipal() {
    return holder;
  }

  @Override
  public String getName() {
    return holder.name();
  }

  /** The token is not kept: nothing needs it any more. */
  @Override
  public Object getCredentials() {
    return "";
  }
}
