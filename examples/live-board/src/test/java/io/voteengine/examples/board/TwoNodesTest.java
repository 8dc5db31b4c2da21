package io.voteengine.examples.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.examples.board.testing.Answer;
import io.voteengine.examples.board.testing.Browser;
import io.voteengine.examples.board.testing.LiveSocket;
import io.voteengine.examples.board.testing.Site;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.testing.RedisProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the site on one Redis and one PostgreSQL. */
@Tag("servers")
class TwoNodesTest {
  @Test
  void voteOnOneNodeIsSeenOnTheOther(@TempDir Path folder) {
    try (RedisProcess redis = RedisProcess.start();
        TestDatabase database = TestDatabase.postgres()) {
      String[] arguments =
          Arguments.toProperties(
              "--redis=redis://127.0.0.1:" + redis.port(),
              "--jdbc=" + database.url(),
              "--folder=" + folder,
              "--spring.datasource.username=" + database.user(),
              "--spring.datasource.password=" + database.password(),
              "--board.session.secret=a secret of all the nodes of this site");
      try (Site one = Site.start(arguments);
          Site two = Site.start(arguments)) {
        Browser ada = Browser.at(one.port(), "ada");
        Browser bob = Browser.at(two.port(), "bob");
        String launch = ada.get("/api/polls/launch").at("/name");
        String subscribe =
            """
            {"subscribe":{"protocol":1,"subjects":[["%s","lantern"]],"channels":["jam-items"]}}"""
                .formatted(launch);
        try (LiveSocket socket = LiveSocket.open(two.port(), bob)) {
          socket.send(subscribe).await("\"u\":[\"" + launch + "\",\"lantern\"");
          Answer vote = ada.vote(launch, "lantern", "UP");
          assertThat(vote.status()).as("%s", vote).isEqualTo(200);
          socket.await(
              "\"lantern\",%s,0,%s,%s]"
                  .formatted(
                      vote.at("/data/upvotes"), vote.at("/data/epoch"), vote.at("/data/version")));
          ada.post("/api/polls/jam/subjects", "{\"title\":\"New\",\"tagline\":\"\"}");
          socket.await("\"channel\":\"jam-items\"");
        }
        // The other node knows the session, the item and the vote.
        try (LiveSocket elsewhere = LiveSocket.open(two.port(), "Cookie", ada.cookies())) {
          elsewhere.send(subscribe).await("\"own\":[\"" + launch + "\",\"lantern\",\"UP\"");
        }
        assertThat(bob.get("/api/polls/jam/subjects").body()).contains("\"title\":\"New\"");
      }
    }
  }
}
