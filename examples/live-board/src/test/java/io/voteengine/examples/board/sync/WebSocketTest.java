package io.voteengine.examples.board.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.examples.board.security.Tokens;
import io.voteengine.examples.board.testing.BoardTest;
import io.voteengine.examples.board.testing.Browser;
import io.voteengine.examples.board.testing.LiveSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketTest extends BoardTest {
  private static final int POLICY = 1008;
  private static final int TOO_BIG = 1009;
  private static final int FRAMES = 100;

  private static final String SUBSCRIBE =
      """
      {"subscribe":{"protocol":1,"subjects":[["jam","orbit"]],"states":["jam"]}}""";

  private String auth(String name, Duration timeToLive) {
    return "{\"auth\":{\"token\":\""
        + tokens.issue(name, List.of(Tokens.VOTER), timeToLive)
        + "\"}}";
  }

  @Test
  void cookieNamesTheVoterAndVotesOfOthersArrive() {
    Browser ada = signedIn("ws-ada");
    assertThat(ada.vote("jam", "orbit", "UP").status()).isEqualTo(200);
    try (LiveSocket socket = LiveSocket.open(port, ada)) {
      socket.send(SUBSCRIBE).await("\"snapshot\"").await("[\"jam\",\"orbit\",\"UP\"");
      long version =
          signedIn("ws-bob").vote("jam", "orbit", "DOWN").json().at("/data/version").asLong();
      socket.await("," + version + "]");
    }
  }

  @Test
  void firstMessageMayNameTheVoter() {
    try (LiveSocket socket = LiveSocket.open(port)) {
      socket.send(auth("ws-token", Duration.ofMinutes(5))).send(SUBSCRIBE);
      socket.await("\"snapshot\"").await("\"own\":[\"jam\",\"orbit\",\"NONE\"");
    }
  }

  @Test
  void guestListens() {
    Browser guest = Browser.at(port);
    guest.post("/api/session", "{}");
    try (LiveSocket socket = LiveSocket.open(port, guest)) {
      socket.send(SUBSCRIBE).await("\"u\":[\"jam\",\"orbit\"");
      assertThat(socket.messages()).noneMatch(message -> message.contains("\"own\""));
    }
  }

  @Test
  void foreignOriginIsRefused() {
    Browser ada = signedIn("ws-origin");
    assertThatThrownBy(
            () -> LiveSocket.open(port, "Cookie", ada.cookies(), "Origin", "http://evil.example"))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void whoDoesNotSayWhoTheyAreInTimeIsClosed() throws Exception {
    try (LiveSocket socket = LiveSocket.open(port)) {
      clock.move(Duration.ofSeconds(4));
      assertThat(socket.ping("still there")).isEqualTo("still there");
      assertThat(socket.isOpen()).isTrue();
      clock.move(Duration.ofSeconds(1));
      assertThat(socket.closed()).isEqualTo(POLICY);
      assertThat(socket.messages()).isEmpty();
    }
  }

  @Test
  void nothingIsReadBeforeTheTokenAndNoneWithAWrongOne() throws Exception {
    try (LiveSocket socket = LiveSocket.open(port)) {
      socket.send(SUBSCRIBE);
      assertThat(socket.closed()).isEqualTo(POLICY);
      assertThat(socket.messages()).isEmpty();
    }
    try (LiveSocket socket = LiveSocket.open(port)) {
      socket.send("{\"auth\":{\"token\":\"forged\"}}").await("UNAUTHENTICATED");
      assertThat(socket.closed()).isEqualTo(POLICY);
    }
  }

  @Test
  void expiredTokenHasAGraceAndThenTheConnectionEnds() throws Exception {
    try (LiveSocket socket = LiveSocket.open(port)) {
      socket.send(auth("ws-expiring", Duration.ofSeconds(60))).send(SUBSCRIBE);
      socket.await("\"snapshot\"");
      clock.move(Duration.ofSeconds(61));
      socket.await("{\"expired\":{\"grace\":30000}}");
      String version = signedIn("ws-late").vote("jam", "orbit", "UP").at("/data/version");
      socket.await("," + version + "]");
      clock.move(Duration.ofSeconds(30));
      assertThat(socket.closed()).isEqualTo(POLICY);
      assertThat(socket.messages().stream().filter(it -> it.contains("expired"))).hasSize(1);
    }
  }

  @Test
  void newTokenInTheGraceKeepsTheConnection() throws Exception {
    try (LiveSocket socket = LiveSocket.open(port)) {
      socket.send(auth("ws-renewing", Duration.ofSeconds(60))).send(SUBSCRIBE);
      socket.await("\"snapshot\"");
      clock.move(Duration.ofSeconds(61));
      socket.await("\"expired\"");
      socket.send(auth("ws-renewing", Duration.ofMinutes(5)));
      assertThat(socket.ping("handled")).isEqualTo("handled");
      clock.move(Duration.ofSeconds(31));
      String version = signedIn("ws-later").vote("jam", "orbit", "UP").at("/data/version");
      socket.await("," + version + "]");
      assertThat(socket.isOpen()).isTrue();
    }
  }

  @Test
  void channelsOfOthersAreDenied() {
    Browser ada = signedIn("ws-mine");
    try (LiveSocket socket = LiveSocket.open(port, ada)) {
      socket.send(
          """
          {"subscribe":{"protocol":1,"subjects":[["secret","x"]],"polls":["other"],\
          "channels":["user-ws-other","user-ws-mine","jam-items","news"]}}""");
      socket.await("\"channel\":\"user-ws-other\"").await("\"channel\":\"news\"");
      socket.await("\"channel\":\"secret.x\"");
      assertThat(socket.messages().stream().flatMap(String::lines))
          .filteredOn(frame -> frame.contains("FORBIDDEN"))
          .hasSize(4)
          .noneMatch(frame -> frame.contains("ws-mine") || frame.contains("jam-items"));
      String song = "{\"title\":\"Live\",\"tagline\":\"x\"}";
      String added = ada.post("/api/polls/jam/subjects", song).at("/key");
      socket.await("{\"added\":\"" + added + "\"}");
    }
  }

  @Test
  void tooManyFramesAreRefusedAndTheOthersWork() {
    try (LiveSocket socket = LiveSocket.open(port, signedIn("ws-flood"))) {
      socket.send(SUBSCRIBE).await("\"snapshot\"");
      for (int i = 1; i < FRAMES; i++) {
        socket.send("{\"untrack\":{\"subjects\":[[\"jam\",\"s" + i + "\"]]}}");
      }
      assertThat(socket.messages()).noneMatch(message -> message.contains("RATE_LIMITED"));
      for (int i = 0; i < 5; i++) { // A second may have brought back one or two.
        socket.send("{\"untrack\":{\"subjects\":[[\"jam\",\"t" + i + "\"]]}}");
      }
      socket.await("RATE_LIMITED");
      String version = signedIn("ws-calm").vote("jam", "orbit", "UP").at("/data/version");
      socket.await("," + version + "]");
    }
  }

  @Test
  void frameBeyond64KilobytesEndsTheConnection() throws Exception {
    String tail = "\"}}";
    String head = "{\"untrack\":{\"x\":\"";
    String longest = head + "y".repeat(65_536 - head.length() - tail.length()) + tail;
    try (LiveSocket socket = LiveSocket.open(port, signedIn("ws-long"))) {
      socket.send(longest).await("INVALID");
      assertThat(socket.isOpen()).isTrue();
      socket.send(longest + " ".repeat(1_024));
      assertThat(socket.closed()).isEqualTo(TOO_BIG);
    }
  }

  @Test
  void deepJsonIsRefused() throws Exception {
    try (LiveSocket socket = LiveSocket.open(port, signedIn("ws-deep"))) {
      socket.send("{\"subscribe\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
      socket.await("INVALID");
      socket.send("not json").send(SUBSCRIBE).await("\"snapshot\"");
      assertThat(socket.isOpen()).isTrue();
    }
  }

  @Test
  void pingIsAnsweredAndSilenceIsBroken() throws Exception {
    try (LiveSocket socket = LiveSocket.open(port, signedIn("ws-idle"))) {
      assertThat(socket.ping("hello")).isEqualTo("hello");
      clock.move(Duration.ofSeconds(15));
      socket.await("{\"beat\":{}}");
    }
  }
}
