package io.voteengine.examples.board.testing;

import io.voteengine.examples.board.LiveBoard;
import io.voteengine.examples.board.security.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The running site, on the embedded default. All subclasses share one. */
@SpringBootTest(
    classes = LiveBoard.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(BoardTest.Times.class)
public abstract class BoardTest {
  @LocalServerPort protected int port;
  @Autowired protected Tokens tokens;
  @Autowired protected ShiftedClock clock;

  @DynamicPropertySource
  static void folder(DynamicPropertyRegistry properties) {
    properties.add("board.folder", Folders::shared);
    properties.add("voteengine.partitions", () -> 2);
  }

  protected Browser signedIn(String name) {
    return Browser.at(port, name);
  }

  protected String poll(String board) {
    return Browser.at(port).get("/api/polls/" + board).at("/name");
  }

  /** The clock of tokens and connections; that of votes stays the machine's. */
  @TestConfiguration(proxyBeanMethods = false)
  public static class Times {
    @Bean
    @Primary
    ShiftedClock shiftedClock() {
      return new ShiftedClock();
    }
  }

  /** A folder below target, so that the next build removes it. */
  private static final class Folders {
    private static final Path SHARED = make();

    static String shared() {
      return SHARED.toString();
    }

    private static Path make() {
      try {
        return Files.createTempDirectory(
            Files.createDirectories(Path.of("target").toAbsolutePath()), "board");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
