package io.voteengine.examples.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void shortOptionsBecomeProperties() {
    assertThat(
            Arguments.toProperties(
                "--redis=redis://localhost:6379",
                "--jdbc=jdbc:postgresql://localhost/site?user=a&password=b=c",
                "--folder=/srv/board",
                "--server.port=9090"))
        .containsExactly(
            "--voteengine.store=redis",
            "--voteengine.redis.url=redis://localhost:6379",
            "--spring.datasource.url=jdbc:postgresql://localhost/site?user=a&password=b=c",
            "--voteengine.ledger.initialize-schema=always",
            "--board.folder=/srv/board",
            "--server.port=9090");
  }
}
