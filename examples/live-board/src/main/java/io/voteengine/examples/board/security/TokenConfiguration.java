package io.voteengine.examples.board.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.examples.board.BoardProperties;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** The key of tokens, and what is checked of a token: signature, issuer, audience and times. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {
  private static final int SHORTEST = 32;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  SecretKey tokenKey(BoardProperties properties) {
    String secret = properties.session().secret();
    byte[] key = new byte[SHORTEST];
    if (secret == null) {
      new SecureRandom().nextBytes(key); // Of this process only: sessions end with it.
    } else {
      key = secret.getBytes(UTF_8);
      if (key.length < SHORTEST) {
        throw new IllegalArgumentException(
            "board.session.secret must have " + SHORTEST + " bytes or more");
      }
    }
    return new SecretKeySpec(key, "HmacSHA256");
  }

  @Bean
  JwtEncoder jwtEncoder(SecretKey key) {
    return NimbusJwtEncoder.withSecretKey(key).build();
  }

  /** Takes HS256 alone: a token that names another algorithm, or none, is refused. */
  @Bean
  JwtDecoder jwtDecoder(SecretKey key, Clock clock) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
    JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
    times.setClock(clock);
    times.setAllowEmptyExpiryClaim(false);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(
                times,
                new JwtClaimValidator<String>(JwtClaimNames.SUB, Objects::nonNull),
                new JwtIssuerValidator(Tokens.NAME),
                new JwtAudienceValidator(Tokens.NAME))));
    return decoder;
  }
}
