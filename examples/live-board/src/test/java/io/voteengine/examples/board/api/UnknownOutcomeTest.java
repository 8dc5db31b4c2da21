package io.voteengine.examples.board.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.examples.board.security.Tokens;
import io.voteengine.examples.board.testing.Answer;
import io.voteengine.examples.board.testing.Browser;
import io.voteengine.examples.board.testing.Site;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

class UnknownOutcomeTest {
  /** A store that takes votes, and whose answers are lost. */
  @TestConfiguration(proxyBeanMethods = false)
  static class LostAnswers {
    @Bean(destroyMethod = "")
    VoteStore store() {
      InMemoryVoteStore store = InMemoryVoteStore.create();
      return (VoteStore)
          Proxy.newProxyInstance(
              VoteStore.class.getClassLoader(),
              new Class<?>[] {VoteStore.class},
              (proxy, method, arguments) -> {
                try {
                  Object answer = method.invoke(store, arguments);
                  return method.getName().equals("cast") ? new CompletableFuture<>() : answer;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  @Test
  void unknownOutcomeIsAnsweredWithTheRequest(@TempDir Path folder) {
    try (Site site =
        Site.start(
            LostAnswers.class,
            "--board.folder=" + folder,
            "--board.seed.enabled=false",
            "--board.session.demo=false",
            "--voteengine.accepted-deadline=300ms")) {
      Browser ada = Browser.at(site.port());
      assertThat(ada.post("/api/session", "{\"name\":\"ada\"}").status())
          .as("there is no demo sign-in")
          .isEqualTo(404);
      ada.cookie("board_session", site.bean(Tokens.class).issue("ada", List.of(Tokens.VOTER)));
      UUID request = UUID.randomUUID();
      Answer answer =
          ada.post(
              "/api/votes",
              """
              {"poll":"jam","subject":"orbit","choice":"UP","request_id":"%s"}"""
                  .formatted(request));
      assertThat(answer.status()).as("%s", answer).isEqualTo(503);
      assertThat(answer.at("/request_id")).isEqualTo(request.toString());
      assertThat(answer.at("/reason")).isEqualTo("UNKNOWN");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
  }
}
