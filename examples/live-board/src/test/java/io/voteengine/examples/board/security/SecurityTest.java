package io.voteengine.examples.board.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.examples.board.testing.Answer;
import io.voteengine.examples.board.testing.BoardTest;
import io.voteengine.examples.board.testing.Browser;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

class SecurityTest extends BoardTest {
  private static final String VOTE = "{\"poll\":\"jam\",\"subject\":\"orbit\",\"choice\":\"UP\"}";

  @Autowired private JwtEncoder encoder;

  private String token(JwtEncoder by, String issuer, String audience, Duration timeToLive) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(issuer)
            .audience(List.of(audience))
            .subject("eve")
            .issuedAt(clock.instant().minusSeconds(3600))
            .expiresAt(clock.instant().plus(timeToLive))
            .claim("roles", List.of("VOTER", "ADMIN"))
            .build();
    return by.encode(JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims))
        .getTokenValue();
  }

  private static String none(String signed) {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
    return header + signed.substring(signed.indexOf('.'), signed.lastIndexOf('.') + 1);
  }

  @Test
  void onlyTokensOfThisSiteAreTaken() {
    Duration hour = Duration.ofHours(1);
    String good = token(encoder, "live-board", "live-board", hour);
    JwtEncoder forger =
        NimbusJwtEncoder.withSecretKey(new SecretKeySpec(new byte[32], "HmacSHA256")).build();
    assertThat(bearer(good)).isEqualTo(200);
    assertThat(bearer(token(forger, "live-board", "live-board", hour))).as("forged").isEqualTo(401);
    assertThat(bearer(none(good))).as("none").isEqualTo(401);
    assertThat(bearer(good.substring(0, good.lastIndexOf('.') + 1))).isEqualTo(401);
    assertThat(bearer(token(encoder, "live-board", "elsewhere", hour)))
        .as("wrong audience")
        .isEqualTo(401);
    assertThat(bearer(token(encoder, "elsewhere", "live-board", hour)))
        .as("wrong issuer")
        .isEqualTo(401);
    assertThat(bearer(token(encoder, "live-board", "live-board", Duration.ofSeconds(-1))))
        .as("expired")
        .isEqualTo(401);
    assertThat(bearer("x")).isEqualTo(401);
  }

  /** A program that has no cookies needs no CSRF token. */
  private int bearer(String token) {
    return Browser.at(port)
        .post("/api/votes", VOTE, "Authorization", "Bearer " + token, "Cookie", "")
        .status();
  }

  @Test
  void cookieWithAForgedTokenIsNobody() {
    Browser eve = signedIn("sec-eve");
    String good = String.valueOf(eve.cookie("board_session"));
    eve.cookie("board_session", none(good));
    assertThat(eve.get("/api/votes/user").status()).isEqualTo(401);
    assertThat(eve.get("/api/session").at("/roles")).isEqualTo("[]");
    eve.cookie("board_session", good);
    assertThat(eve.get("/api/votes/user").status()).isEqualTo(200);
  }

  @Test
  void sessionCookieIsOutOfReachOfScriptsAndOtherSites() {
    Answer answer = Browser.at(port).post("/api/session", "{\"name\":\"sec-ada\"}");
    assertThat(answer.header("Set-Cookie"))
        .startsWith("board_session=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=900");
    assertThat(answer.body()).as("the token").doesNotContain("eyJ");
  }

  @Test
  void cookieSessionsNeedACsrfToken() {
    Browser ada = signedIn("sec-csrf");
    Answer without = ada.post("/api/votes", VOTE, "X-XSRF-TOKEN", "");
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.at("/reason")).isEqualTo("CSRF");
    assertThat(ada.post("/api/votes", VOTE, "X-XSRF-TOKEN", "wrong").status()).isEqualTo(403);
    assertThat(ada.post("/api/session", "{}", "X-XSRF-TOKEN", "").status()).isEqualTo(403);
    assertThat(ada.post("/api/votes", VOTE).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://localhost:%d", "http://localhost:%d.evil"})
  void foreignOriginIsRefused(String origin) {
    Browser ada = signedIn("sec-origin");
    Answer answer = ada.post("/api/votes", VOTE, "Origin", origin.formatted(port));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.at("/reason")).isEqualTo("ORIGIN");
  }

  @Test
  void ownOriginIsTaken() {
    Browser ada = signedIn("sec-own-origin");
    assertThat(ada.post("/api/votes", VOTE, "Origin", "http://localhost:" + port).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/votes/metrics",
        "GET /api/admin/health",
        "GET /api/admin/history?poll=jam&subject=orbit",
        "GET /api/admin/quarantine",
        "POST /api/admin/quarantine/replay",
        "POST /api/admin/quarantine/discard",
        "POST /api/admin/votes/void",
        "POST /api/admin/votes/restore",
        "POST /api/admin/polls/jam/close",
        "POST /api/admin/polls/jam/audit",
        "POST /api/admin/polls/jam/verify",
        "GET /api/launch/vote-health",
        "POST /api/launch/finalize",
        "POST /api/launch/recover-votes"
      })
  void operationsNeedTheRoleAdmin(String call) {
    String path = call.substring(call.indexOf(' ') + 1);
    assertThat(call(Browser.at(port), call, path)).isEqualTo(401);
    assertThat(call(signedIn("sec-voter"), call, path)).isEqualTo(403);
  }

  private static int call(Browser browser, String call, String path) {
    return (call.startsWith("GET") ? browser.get(path) : browser.post(path, "{}")).status();
  }

  @Test
  void guestsReadAndDoNotVote() {
    Browser guest = Browser.at(port);
    assertThat(guest.post("/api/votes", VOTE).status()).isEqualTo(401);
    assertThat(guest.post("/api/session", "{}").at("/roles/0")).isEqualTo("GUEST");
    assertThat(guest.post("/api/votes", VOTE).status()).isEqualTo(403);
    assertThat(guest.get("/api/polls/jam/subjects").status()).isEqualTo(200);
  }

  @Test
  void sessionIsRenewedAndEnded() {
    Browser ada = signedIn("sec-session");
    assertThat(ada.get("/api/session").at("/name")).isEqualTo("sec-session");
    assertThat(ada.post("/api/session/renew", "").at("/name")).isEqualTo("sec-session");
    assertThat(ada.delete("/api/session").status()).isEqualTo(204);
    assertThat(ada.get("/api/votes/user").status()).isEqualTo(401);
    assertThat(ada.post("/api/session/renew", "").status()).isEqualTo(401);
    assertThat(ada.post("/api/session", "{\"name\":\"" + "x".repeat(41) + "\"}").status())
        .isEqualTo(422);
  }

  @Test
  void pagesAllowNoInlineScript() {
    String policy = Browser.at(port).get("/api/polls").header("Content-Security-Policy");
    assertThat(policy)
        .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "data:");
    assertThat(Browser.at(port).get("/voteengine/vote-client.js"))
        .satisfies(it -> assertThat(it.status()).isEqualTo(200))
        .satisfies(it -> assertThat(it.header("Content-Security-Policy")).isEqualTo(policy));
  }

  @Test
  void scriptInANameIsData() {
    Answer board = Browser.at(port).get("/api/polls/launch/subjects");
    assertThat(board.body()).contains("<script>alert('Tagsoup')</script>");
    assertThat(board.header("Content-Type")).isEqualTo("application/json");
    assertThat(board.header("X-Content-Type-Options")).isEqualTo("nosniff");
    Answer echoed = signedIn("sec-xss").vote("jam", "<script>", "UP");
    assertThat(echoed.body()).doesNotContain("<script>");
  }

  @Test
  void whatIsNotNamedIsDenied() {
    Browser operator = signedIn("operator");
    assertThat(operator.get("/api/unknown").status()).isEqualTo(403);
    assertThat(operator.post("/index.html", "{}").status()).isEqualTo(403);
    assertThat(operator.get("/unknown").status()).isEqualTo(404);
  }
}
