package io.voteengine.examples.board.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.examples.board.testing.Answer;
import io.voteengine.examples.board.testing.BoardTest;
import io.voteengine.examples.board.testing.Browser;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

class StreamTest extends BoardTest {
  private static final String SUBSCRIBE =
      """
      {"subscribe":{"protocol":1,"subjects":[["jam","low-tide"]],"channels":["user-eve"]}}""";

  private static final String[] NDJSON = {"Accept", "application/x-ndjson"};

  @Test
  void eventsBringTheSnapshotAndEachVote() throws Exception {
    Browser ada = signedIn("sse-ada");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sync"))
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .header("Cookie", ada.cookies())
            .POST(HttpRequest.BodyPublishers.ofString(SUBSCRIBE))
            .build();
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    try (Scanner lines = new Scanner(response.body(), StandardCharsets.UTF_8)) {
      assertThat(lines.nextLine()).startsWith("data:{\"snapshot\"");
      find(lines, "FORBIDDEN");
      find(lines, "\"u\":[\"jam\",\"low-tide\"");
      String version = signedIn("sse-bob").vote("jam", "low-tide", "UP").at("/data/version");
      find(lines, "," + version + "]");
    }
  }

  private static void find(Scanner lines, String text) {
    String line = "";
    while (!line.contains(text)) {
      line = lines.nextLine(); // The stream is open: fails at the latest when the server ends it.
      assertThat(line).matches("(data:\\{.*|)");
    }
  }

  @Test
  void pollingBringsWhatIsNewer() {
    Browser ada = signedIn("poll-ada");
    Answer answer = ada.post("/sync", SUBSCRIBE, NDJSON);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(answer.body().lines().toList())
        .anyMatch(line -> line.startsWith("{\"snapshot\""))
        .anyMatch(line -> line.startsWith("{\"u\":[\"jam\",\"low-tide\""))
        .anyMatch(line -> line.contains("FORBIDDEN"));
  }

  @Test
  void liveChannelNeedsASessionItsOwnOriginAndJson() {
    Browser nobody = Browser.at(port);
    assertThat(nobody.post("/sync", SUBSCRIBE, NDJSON).status()).isEqualTo(401);
    Browser ada = signedIn("poll-strict");
    assertThat(
            ada.post("/sync", SUBSCRIBE, "Origin", "http://evil.example", NDJSON[0], NDJSON[1])
                .status())
        .isEqualTo(403);
    assertThat(
            ada.post("/sync", SUBSCRIBE, "Content-Type", "text/plain", NDJSON[0], NDJSON[1])
                .status())
        .isEqualTo(415);
    assertThat(ada.post("/sync", " ".repeat(65_537), NDJSON).status()).isEqualTo(413);
    assertThat(ada.post("/sync", "[".repeat(10_000), NDJSON).body()).contains("INVALID");
  }

  @Test
  void requestsHaveTheBudgetOfTheirUser() {
    Browser ada = signedIn("poll-often");
    String tooLong = " ".repeat(65_537); // Refused soon, and counted all the same.
    Answer last = ada.post("/sync", tooLong, NDJSON);
    for (int i = 0; i < 150 && last.status() == 413; i++) {
      last = ada.post("/sync", tooLong, NDJSON);
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isEqualTo("1");
    assertThat(signedIn("poll-rarely").post("/sync", SUBSCRIBE, NDJSON).status()).isEqualTo(200);
  }
}
