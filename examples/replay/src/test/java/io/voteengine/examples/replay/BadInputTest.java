package io.voteengine.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  private final Path directory;
  private final Path good;

  BadInputTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.good = Files.writeString(directory.resolve("good.csv"), "a,s,UP,1\n");
  }

  @Test
  void missingFileIsNamed() {
    assertRefused("cannot read missing.csv: no such file", "--input", "missing.csv");
  }

  @Test
  void directoryIsNoFile() {
    assertRefused(": not a file", "--input", directory.toString());
  }

  @Test
  void badLineIsNamedAndNothingIsReplayed() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.csv"), "a,s,UP,1\nb,s,\"X\nY\",2\n");
    assertRefused(
        "bad.csv, line 2: choice is not UP, DOWN or NONE: 'X Y'",
        "--input",
        bad.toString(),
        "--jdbc",
        ledgerUrl(),
        "--json",
        json());
    assertNothingWritten();
  }

  @Test
  void unwritableReportIsFoundBeforeTheReplay() {
    assertRefused(
        "no such file or directory",
        "--input",
        good.toString(),
        "--jdbc",
        ledgerUrl(),
        "--json",
        directory + "/none/out.json");
    assertRefused("it is a directory", "--input", good.toString(), "--json", directory.toString());
    assertNothingWritten();
  }

  @Test
  void unreachableDatabaseIsNamedWithoutItsPassword() throws IOException {
    String url = "jdbc:postgresql://localhost:" + closedPort() + "/votes";
    String message =
        assertRefused(
            "cannot use the database " + url + ": ",
            "--input",
            good.toString(),
            "--json",
            json(),
            "--jdbc",
            url + "?password=secret");
    assertThat(message).doesNotContain("secret");
    assertNothingWritten();
  }

  @Test
  void unknownKindOfDatabaseIsNamed() {
    assertRefused("jdbc:nosuch:x", "--input", good.toString(), "--jdbc", "jdbc:nosuch:x");
  }

  @Test
  void anotherNumberOfPartitionsThanTheRecordedIsRefused() {
    assertThat(Run.of("--input", good.toString(), "--jdbc", ledgerUrl()).exitCode()).isZero();
    assertRefused(
        "partitions", "--input", good.toString(), "--jdbc", ledgerUrl(), "--partitions", "32");
    assertRefused("partitions", "--input", good.toString(), "--partitions", "3");
  }

  @Test
  void pollThatBreaksTheRulesIsRefused() {
    assertRefused("poll", "--input", good.toString(), "--poll", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nosuch", "--threads=0", "--threads=x", "--ack=maybe", "--redis=x"})
  void wrongOptionsAreRefused(String option) {
    assertRefused(option.split("=")[0], "--input", good.toString(), option);
  }

  @Test
  void redisThatCannotBeReachedIsNamed() {
    assertRefused("Redis", "--input", good.toString(), "--redis", "redis://127.0.0.1:1");
  }

  @Test
  void inputMustBeNamed() {
    assertRefused("--input");
  }

  @Test
  void processEndsWithTheExitCodeAndOneLine() throws Exception {
    Process process =
        Jvm.start(
            ReplayCommand.class,
            List.of(
                "--input",
                good.toString(),
                "--jdbc",
                "jdbc:postgresql://localhost:" + closedPort() + "/votes"));
    try (Stream<String> err = process.errorReader().lines()) {
      assertThat(err.toList())
          .singleElement()
          .asString()
          .startsWith("replay: cannot use the database");
    }
    assertThat(process.waitFor()).isEqualTo(2);
  }

  private static String assertRefused(String part, String... options) {
    Run run = Run.of(options);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(part);
    return run.err();
  }

  private void assertNothingWritten() {
    assertThat(directory.toFile().list()).isSubsetOf("good.csv", "bad.csv");
  }

  private String ledgerUrl() {
    return "jdbc:h2:file:" + directory.toAbsolutePath().resolve("ledger");
  }

  private String json() {
    return directory.resolve("out.json").toString();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
