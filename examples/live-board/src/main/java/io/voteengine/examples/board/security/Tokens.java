package io.voteengine.examples.board.security;

import io.voteengine.examples.board.BoardProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Makes and reads the tokens of this site. */
@Component
public class Tokens {
  /** May vote. */
  public static final String VOTER = "VOTER";

  /** May operate the site. */
  public static final String ADMIN = "ADMIN";

  /** May read live counts. */
  public static final String GUEST = "GUEST";

  static final String ROLES = "roles";
  static final String NAME = "live-board";

  private final JwtEncoder encoder;
  private final JwtDecoder decoder;
  private final Clock clock;
  private final Duration timeToLive;

  Tokens(JwtEncoder encoder, JwtDecoder decoder, Clock clock, BoardProperties properties) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.clock = clock;
    this.timeToLive = properties.session().timeToLive();
  }

  /**
   * Makes a token.
   *
   * @param name whom it names
   * @param roles what its holder may do
   * @return the token, signed
   */
  public String issue(String name, List<String> roles) {
    return issue(name, roles, timeToLive);
  }

  /**
   * Makes a token of another duration.
   *
   * @param name whom it names
   * @param roles what its holder may do
   * @param timeToLive how long it is valid
   * @return the token, signed
   */
  public String issue(String name, List<String> roles, Duration timeToLive) {
    Instant now = clock.instant();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(NAME)
            .audience(List.of(NAME))
            .subject(name)
            .issuedAt(now)
            .expiresAt(now.plus(timeToLive))
            .claim(ROLES, roles)
            .build();
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }

  /**
   * Reads a token.
   *
   * @param token what a client sent
   * @return whom it names; empty where it is forged, has expired, or is for another site
   */
  public Optional<Holder> read(String token) {
    try {
      return Optional.of(Holder.of(decoder.decode(token)));
    } catch (JwtException e) {
      return Optional.empty();
    }
  }
}
