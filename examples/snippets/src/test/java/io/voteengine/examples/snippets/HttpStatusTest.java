package io.voteengine.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/answers.md says about HTTP is what compiles and runs here. */
class HttpStatusTest {
  private static final RequestId ID = RequestId.named("r");

  @Test
  void pageShowsTheLinesThatAreTested() throws IOException {
    String lines =
        Files.readAllLines(Path.of("src/main/java/io/voteengine/examples/snippets/HttpStatus.java"))
            .stream()
            .dropWhile(line -> !line.contains("static int statusOf"))
            .takeWhile(line -> !line.equals("}"))
            .map(line -> line.replaceFirst("^ {2}", ""))
            .collect(Collectors.joining("\n"));
    assertThat(Files.readString(Path.of("../../docs/answers.md"))).contains(lines);
  }

  @Test
  void refusalsAreToldApart() {
    assertThat(HttpStatus.statusOf(new CastResult.Unknown(ID))).isEqualTo(504);
    assertThat(HttpStatus.statusOf(rejected(Reason.POLL_CLOSED))).isEqualTo(409);
    assertThat(HttpStatus.statusOf(rejected(Reason.POLL_NOT_OPEN))).isEqualTo(404);
    assertThat(HttpStatus.statusOf(rejected(Reason.SUBJECT_UNKNOWN))).isEqualTo(404);
    assertThat(HttpStatus.statusOf(rejected(Reason.SUBJECT_WITHDRAWN))).isEqualTo(410);
  }

  private static CastResult rejected(Reason reason) {
    return new CastResult.Rejected(ID, reason, null, null, null);
  }
}
