package io.voteengine.live.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build must not fill in what looks like a placeholder in JavaScript. */
class BrowserFilesTest {
  private static final String FOLDER = "META-INF/resources/voteengine/";

  @ParameterizedTest
  @ValueSource(
      strings = {"vote-client.js", "vote-elements.js", "vote-react.js", "vote-client.d.ts"})
  void fileIsInTheJarAsItIs(String name) throws Exception {
    try (InputStream in =
        requireNonNull(getClass().getClassLoader().getResourceAsStream(FOLDER + name), name)) {
      assertThat(in.readAllBytes())
          .isEqualTo(Files.readAllBytes(Path.of("src/main/resources", FOLDER, name)));
    }
  }
}
