package io.voteengine.examples.board.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.examples.board.testing.Answer;
import io.voteengine.examples.board.testing.BoardTest;
import io.voteengine.examples.board.testing.Browser;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OperatorTest extends BoardTest {
  @Test
  void healthAndMetricsAreShown() {
    Browser operator = signedIn("operator");
    Answer health = operator.get("/api/admin/health");
    assertThat(health.at("/status")).isEqualTo("HEALTHY");
    assertThat(health.json().at("/issues").isArray()).isTrue();
    assertThat(health.json().at("/figures/lost").asLong()).isZero();
    assertThat(operator.get("/api/votes/metrics").json().at("/total_votes").asLong()).isPositive();
  }

  @Test
  void launchDayIsFinalizedOnceAndRecoveredOnlyOnPaper() {
    Browser operator = signedIn("operator");
    LocalDate yesterday = LocalDate.now(ZoneId.of("Europe/Lisbon")).minusDays(1);
    Answer before = operator.get("/api/launch/vote-health?date=" + yesterday);
    assertThat(before.at("/finalizedApps")).as("%s", before).isEqualTo("0");

    String body = "{\"date\":\"" + yesterday + "\"}";
    Answer first = operator.post("/api/launch/finalize", body);
    assertThat(first.status()).as("%s", first).isEqualTo(200);
    assertThat(first.json().at("/top3").size()).isEqualTo(3);
    assertThat(first.at("/backupCreated")).isEqualTo("true");
    Answer second = operator.post("/api/launch/finalize", body);
    assertThat(second.at("/updated")).isEqualTo("0");
    assertThat(second.json().at("/top3")).isEqualTo(first.json().at("/top3"));

    assertThat(operator.get("/api/launch/vote-health?date=" + yesterday).at("/status"))
        .isEqualTo("healthy");
    Answer recovery = operator.post("/api/launch/recover-votes", "{\"dry_run\":true}");
    assertThat(recovery.status()).as("%s", recovery).isEqualTo(200);
    assertThat(recovery.at("/dryRun")).isEqualTo("true");
    assertThat(recovery.json().at("/changes").size()).isZero();

    String launch = "launch-" + yesterday;
    assertThat(Browser.at(port).get("/api/results/" + launch).at("/root")).hasSize(64);
    assertThat(operator.post("/api/admin/polls/" + launch + "/verify", "").at("/findings"))
        .isEqualTo("[]");
    assertThat(Browser.at(port).get("/api/results/" + launch + "/standings.csv").body())
        .contains("tagsoup");
    assertThat(operator.post("/api/launch/finalize", "{\"poll\":\"jam\"}").status())
        .as("a poll that is open")
        .isEqualTo(409);
  }

  @Test
  void closedContestGivesProofsThatAnyoneChecks() {
    Browser ada = signedIn("op-ada");
    assertThat(ada.vote("logos", "fox", "UP").at("/message")).isEmpty();
    Answer moved = ada.vote("logos", "knot", "UP");
    assertThat(moved.at("/message")).isEqualTo("Your vote has moved.");
    assertThat(moved.at("/data/held")).isEqualTo("[\"knot\"]");
    assertCountsAreHidden(ada, moved);
    assertThat(ada.get("/api/votes/proof?poll=logos&subject=knot").status()).isEqualTo(404);
    assertThat(ada.get("/api/results/logos").status()).isEqualTo(404);

    Browser operator = signedIn("operator");
    Answer closed = operator.post("/api/admin/polls/logos/close", "{\"why\":\"time is up\"}");
    assertThat(closed.at("/stage")).as("%s", closed).isEqualTo("CLOSED");
    Answer late = signedIn("op-late").vote("logos", "knot", "UP");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.at("/reason")).isEqualTo("POLL_CLOSED");
    assertThat(late.header("Content-Type")).startsWith("application/problem+json");

    assertThat(operator.post("/api/launch/finalize", "{\"poll\":\"logos\"}").at("/success"))
        .isEqualTo("true");
    assertThat(ada.get("/api/polls/logos").at("/stage")).isEqualTo("SEALED");
    Answer proof = ada.get("/api/votes/proof?poll=logos&subject=knot");
    assertThat(proof.header("Content-Disposition")).startsWith("attachment");
    assertThat(proof.header("Content-Type")).startsWith("text/plain");
    assertThat(proof.body()).doesNotContain("op-ada");
    Browser anyone = Browser.at(port);
    assertThat(verdict(anyone, proof.body())).isEqualTo("VALID");
    assertThat(verdict(anyone, proof.body().replaceFirst("index \\d+", "index 1")))
        .isEqualTo("OTHER_ROOT");
    assertThat(verdict(anyone, "nonsense")).isEqualTo("MALFORMED");
    assertThat(
            anyone
                .post("/api/results/logos/verify", "x".repeat(70_000), "Content-Type", "text/plain")
                .status())
        .isEqualTo(413);
    assertThat(signedIn("op-late").get("/api/votes/proof?poll=logos&subject=knot").status())
        .isEqualTo(404);
  }

  /** Nobody but the operator sees who leads before the deadline. */
  private static void assertCountsAreHidden(Browser voter, Answer vote) {
    String numbers = "\"(upvotes|downvotes|voteCount|epoch|version|up|down|score)\":-?\\d";
    assertThat(vote.body()).contains("\"user_vote\":\"UP\"").doesNotContainPattern(numbers);
    for (String ranking : List.of("SCORE", "WILSON", "HOT", "CONTROVERSY")) {
      String page = voter.get("/api/polls/logos/subjects?ranking=" + ranking).body();
      assertThat(page).contains("\"choice\":\"UP\"").doesNotContainPattern(numbers);
    }
    String poll =
        """
        {"subscribe":{"protocol":1,"polls":["logos"],"subjects":[["logos","knot"]],\
        "leaderboards":[["logos","SCORE",5]]}}""";
    String live = voter.post("/sync", poll, "Accept", "application/x-ndjson").body();
    assertThat(live)
        .contains("{\"u\":[\"logos\",\"knot\"]}", "\"own\":[\"logos\",\"knot\",\"UP\"]")
        .doesNotContainPattern("\\[\"logos\",\"[a-z]+\",\\d");
    assertThat(voter.get("/api/results/logos/standings.csv").status()).isEqualTo(404);
    String history = "/api/admin/history?poll=logos&subject=knot&size=1";
    assertThat(voter.get(history).status()).isEqualTo(403);
  }

  private static String verdict(Browser browser, String proof) {
    return browser
        .post("/api/results/logos/verify", proof, "Content-Type", "text/plain")
        .at("/verdict");
  }

  @Test
  void votesOfABotAreTakenOutAndBackIn() {
    Browser bot = signedIn("op-bot");
    bot.vote("jam", "copper-wire", "DOWN");
    Browser operator = signedIn("operator");
    String history = "/api/admin/history?poll=jam&subject=copper-wire&size=1";
    Awaitility.await().until(() -> operator.get(history).at("/0/voter").equals("op-bot"));
    assertThat(operator.get(history).at("/0/choice")).isEqualTo("DOWN");

    long before = down(operator);
    String votes = "{\"voter\":\"op-bot\",\"poll\":\"jam\",\"why\":\"a bot\"}";
    assertThat(operator.post("/api/admin/votes/void", votes).at("/votes")).isEqualTo("1");
    assertThat(down(operator)).isEqualTo(before - 1);
    assertThat(operator.post("/api/admin/votes/restore", votes).at("/votes")).isEqualTo("1");
    assertThat(down(operator)).isEqualTo(before);
    assertThat(operator.post("/api/admin/polls/jam/audit", "").status()).isEqualTo(200);
  }

  private static long down(Browser browser) {
    return browser
        .get("/api/polls/jam/subjects")
        .json()
        .at("/subjects")
        .valueStream()
        .filter(subject -> subject.at("/key").asString().equals("copper-wire"))
        .findFirst()
        .orElseThrow()
        .at("/down")
        .asLong();
  }

  @Test
  void quarantineIsListed() {
    Browser operator = signedIn("operator");
    assertThat(operator.get("/api/admin/quarantine").body()).isEqualTo("[]");
    String vote = "{\"partition\":0,\"epoch\":1,\"seq\":1}";
    assertThat(operator.post("/api/admin/quarantine/replay", vote).status()).isEqualTo(404);
    assertThat(operator.post("/api/admin/quarantine/discard", vote).status()).isEqualTo(404);
  }
}
