package io.voteengine.examples.board.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.examples.board.testing.Answer;
import io.voteengine.examples.board.testing.BoardTest;
import io.voteengine.examples.board.testing.Browser;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class VoteApiTest extends BoardTest {
  private static String body(String poll, String subject, String choice, UUID request) {
    return """
        {"poll":"%s","subject":"%s","choice":"%s","request_id":"%s"}"""
        .formatted(poll, subject, choice, request);
  }

  @Test
  void acceptedVoteHasAllThatTheClientReads() {
    String launch = poll("launch");
    Browser ada = signedIn("api-ada");
    long before = count(ada, launch, "bramble");
    UUID request = UUID.randomUUID();
    Answer answer = ada.post("/api/votes", body(launch, "bramble", "UP", request));

    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.at("/status")).isEqualTo("accepted");
    assertThat(answer.at("/data/id")).isEqualTo("bramble");
    assertThat(answer.json().at("/data/upvotes").asLong()).isEqualTo(before + 1);
    assertThat(answer.json().at("/data/voteCount").asLong()).isEqualTo(before + 1);
    assertThat(answer.at("/data/downvotes")).isEqualTo("0");
    assertThat(answer.at("/data/user_vote")).isEqualTo("UP");
    assertThat(answer.at("/data/request_id")).isEqualTo(request.toString());
    assertThat(answer.at("/data/action")).isEqualTo("CREATED");
    assertThat(answer.json().at("/data/epoch").asLong()).isPositive();
    assertThat(answer.json().at("/data/version").asLong()).isPositive();

    Answer again = ada.post("/api/votes", body(launch, "bramble", "UP", request));
    assertThat(again.body()).as("the same request changes nothing").isEqualTo(answer.body());
    Answer reused = ada.post("/api/votes", body(launch, "bramble", "NONE", request));
    assertThat(reused.status()).isEqualTo(409);
    assertThat(reused.at("/reason")).isEqualTo("REQUEST_ID_REUSED");
  }

  private static long count(Browser browser, String poll, String key) {
    return browser
        .get("/api/polls/" + poll + "/subjects")
        .json()
        .at("/subjects")
        .valueStream()
        .filter(subject -> subject.at("/key").asString().equals(key))
        .findFirst()
        .orElseThrow()
        .at("/score")
        .asLong();
  }

  @Test
  void voterInTheBodyIsIgnored() {
    Browser ada = signedIn("api-honest");
    String vote =
        """
        {"poll":"jam","subject":"orbit","choice":"UP","voter":"api-victim","user":"api-victim"}""";
    assertThat(ada.post("/api/votes", vote).status()).isEqualTo(200);
    assertThat(ownVotes(signedIn("api-victim"))).isEqualTo(0);
    Awaitility.await().until(() -> ownVotes(ada) == 1);
  }

  private static int ownVotes(Browser browser) {
    return browser.get("/api/votes/user").json().at("/votes").size();
  }

  @Test
  void tooManyVotesAreRefusedWithATime() {
    Browser ada = signedIn("api-quick");
    Answer last =
        IntStream.range(0, 6)
            .mapToObj(i -> ada.vote("jam", "orbit", i % 2 == 0 ? "UP" : "DOWN"))
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(last.status()).as("%s", last).isEqualTo(429);
    assertThat(Integer.parseInt(String.valueOf(last.header("Retry-After")))).isBetween(1, 10);
    assertThat(last.header("Content-Type")).startsWith("application/problem+json");
    assertThat(last.at("/reason")).isEqualTo("RATE_LIMITED");
    assertThat(last.at("/data/user_vote")).as("the page corrects itself").isEqualTo("UP");
  }

  @Test
  void invalidVotesAreRefusedByTheNameOfTheField() {
    Browser ada = signedIn("api-invalid");
    assertThat(ada.vote("jam", "orbit", "SIDEWAYS"))
        .satisfies(it -> assertThat(it.status()).isEqualTo(422))
        .satisfies(it -> assertThat(it.at("/field")).isEqualTo("choice"));
    assertThat(ada.post("/api/votes", "{\"poll\":\"jam\",\"choice\":\"UP\"}"))
        .satisfies(it -> assertThat(it.status()).isEqualTo(422))
        .satisfies(it -> assertThat(it.at("/field")).isEqualTo("subject"));
    assertThat(ada.vote("jam", "x".repeat(129), "UP").status()).isEqualTo(422);
    assertThat(ada.vote("jam", "a\\u0000b", "UP").status()).isEqualTo(422);
    assertThat(ada.vote(poll("launch"), "lantern", "DOWN"))
        .satisfies(it -> assertThat(it.status()).isEqualTo(422))
        .satisfies(it -> assertThat(it.at("/reason")).isEqualTo("CHOICE_NOT_ALLOWED"));
    assertThat(ada.post("/api/votes", "{").status()).isEqualTo(400);
    String deep = "{\"poll\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    assertThat(ada.post("/api/votes", deep).status()).isEqualTo(400);
    String padded = "{\"poll\":\"jam\",\"x\":\"" + "y".repeat(80_000) + "\"}";
    assertThat(ada.post("/api/votes", padded).status()).isEqualTo(400);
  }

  @Test
  void inventedSubjectsAndPollsAreNotFound() {
    Browser ada = signedIn("api-lost");
    assertThat(ada.vote("jam", "invented", "UP"))
        .satisfies(it -> assertThat(it.status()).isEqualTo(404))
        .satisfies(it -> assertThat(it.at("/reason")).isEqualTo("SUBJECT_UNKNOWN"));
    assertThat(ada.vote("invented", "orbit", "UP").status()).isEqualTo(404);
    assertThat(ada.get("/api/polls/invented").status()).isEqualTo(404);
  }

  @Test
  void statusOfARequestIsToldToItsVoter() {
    Browser ada = signedIn("api-status");
    UUID request = UUID.randomUUID();
    assertThat(ada.post("/api/votes", body("jam", "orbit", "UP", request)).status()).isEqualTo(200);
    String path = "/api/votes/status/" + request + "?poll=jam&subject=orbit";
    Awaitility.await().until(() -> ada.get(path).at("/status").equals("DURABLE"));
    assertThat(signedIn("api-other").get(path).at("/status")).isEqualTo("UNKNOWN");
    assertThat(ada.get("/api/votes/status/none?poll=jam&subject=orbit").status()).isEqualTo(422);
  }

  @Test
  void boardIsShownInPagesWithTheReadersChoice() {
    Browser ada = signedIn("api-reader");
    ada.vote("jam", "tin-roof", "DOWN");
    Answer first = ada.get("/api/polls/jam/subjects?size=3&ranking=WILSON");
    Answer second = ada.get("/api/polls/jam/subjects?size=3&page=1&ranking=WILSON");
    assertThat(first.json().at("/subjects").size()).isEqualTo(3);
    assertThat(second.at("/subjects/0/key")).isNotEqualTo(first.at("/subjects/0/key"));
    String all = ada.get("/api/polls/jam/subjects").body();
    assertThat(all).contains("\"choice\":\"DOWN\"");
    assertThat(Browser.at(port).get("/api/polls/jam/subjects").body())
        .doesNotContain("\"choice\":\"DOWN\"");
    assertThat(ada.get("/api/polls/jam/subjects?size=0").status()).isEqualTo(422);
    assertThat(ada.get("/api/polls/jam/subjects?page=-1").status()).isEqualTo(422);
    assertThat(ada.get("/api/polls/jam/subjects?ranking=BEST").status()).isEqualTo(400);
  }

  @Test
  void newSongTakesVotesAtOnce() {
    Browser ada = signedIn("api-dj");
    Answer added = ada.post("/api/polls/jam/subjects", "{\"title\":\"New\",\"tagline\":\"One\"}");
    assertThat(added.status()).as("%s", added).isEqualTo(201);
    assertThat(ada.vote("jam", added.at("/key"), "UP").status()).isEqualTo(200);
    assertThat(ada.post("/api/polls/jam/subjects", "{\"title\":\" \"}").status()).isEqualTo(422);
    assertThat(ada.post("/api/polls/none/subjects", "{\"title\":\"New\"}").status()).isEqualTo(404);
  }
}
