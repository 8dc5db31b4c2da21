package io.voteengine.examples.board.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.examples.board.testing.Answer;
import io.voteengine.examples.board.testing.Browser;
import io.voteengine.examples.board.testing.LiveSocket;
import io.voteengine.examples.board.testing.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  private static final int GOING_AWAY = 1001;

  @Test
  void demonstrationDataIsMadeOnceAndVotesStay(@TempDir Path folder) throws Exception {
    String board;
    try (Site site = Site.start("--board.folder=" + folder)) {
      Browser ada = Browser.at(site.port(), "ada");
      assertThat(ada.get("/api/polls").json().valueStream().map(it -> it.at("/board").asString()))
          .containsExactly("launch", "jam", "logos");
      Answer logos = ada.get("/api/polls/logos");
      assertThat(logos.at("/votesPerVoter")).isEqualTo("1");
      assertThat(logos.at("/closesAt")).endsWith("Z");
      assertThat(ada.get("/api/polls/launch/subjects").at("/total")).isEqualTo("12");
      assertThat(ada.vote("jam", "orbit", "UP").status()).isEqualTo(200);
      board = ada.get("/api/polls/jam/subjects").json().at("/subjects").toString();
      try (LiveSocket socket = LiveSocket.open(site.port(), ada)) {
        socket.send("{\"subscribe\":{\"protocol\":1,\"states\":[\"jam\"]}}").await("\"poll\"");
        site.close();
        socket.await("{\"goaway\":{\"spread\":5000}}");
        assertThat(socket.closed()).isEqualTo(GOING_AWAY);
      }
    }
    try (Site site = Site.start("--board.folder=" + folder)) {
      Browser ada = Browser.at(site.port(), "ada");
      assertThat(counts(ada.get("/api/polls/jam/subjects").json().at("/subjects").toString()))
          .isEqualTo(counts(board));
    }
  }

  /** A store in memory begins a new epoch. */
  private static String counts(String board) {
    return board.replaceAll("\"(epoch|version)\":\\d+", "");
  }
}
