package io.voteengine.jdbc.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Poll;
import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.faults.Committer;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.spi.journal.Position;
import java.nio.file.Path;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2FileTest {
  private final Path directory;

  H2FileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource({"own, 1", "host, 40"})
  void commitSurvivesADyingProcess(String owner, int commits) throws Exception {
    commitAndDie(owner, commits);
  }

  @Tag("chaos")
  @ParameterizedTest
  @CsvSource({"own, 40", "host, 1"})
  void commitSurvivesADyingProcessWhoeverOwnsTheDatabase(String owner, int commits)
      throws Exception {
    commitAndDie(owner, commits);
  }

  private void commitAndDie(String owner, int commits) throws Exception {
    Path file = directory.resolve("votes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Committer.class.getName(),
                owner,
                file.toString(),
                Integer.toString(commits))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isEqualTo(137);
    assertThat(said).hasSize(commits);
    try (JdbcVoteLedger ledger = JdbcVoteLedger.file(file)) {
      ledger.open(1);
      assertThat(ledger.position(0)).isEqualTo(new Position(Committer.TERM, commits, commits));
      assertThat(ledger.records().audit("posts").votes()).isEqualTo(new Counts(commits, 0));
      assertThat(ledger.records().audit("posts").exact()).isTrue();
    }
  }

  @Test
  void closedFileIsFoundAgain() {
    Path file = directory.resolve("with a space and \u00fcml\u00e4ut").resolve("votes");
    for (int i = 0; i < 2; i++) {
      try (JdbcVoteLedger ledger = JdbcVoteLedger.file(file)) {
        ledger.open(4);
        assertThat(ledger.positions()).hasSize(4);
      }
    }
    assertThat(file.resolveSibling("votes.mv.db")).exists();
  }

  @Test
  void interruptOfOneCallerHurtsNobodyElse() {
    try (JdbcVoteLedger ledger = JdbcVoteLedger.file(directory.resolve("votes"))) {
      ledger.open(4);
      for (int i = 0; i < 20; i++) {
        Poll poll = Poll.named("poll " + i);
        Thread.currentThread().interrupt();
        try {
          ledger.polls().define(poll);
        } catch (VoteLedgerException e) {
          assertThat(Thread.currentThread().isInterrupted()).as("%s", e).isTrue();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ledger.polls().define(poll).poll()).isEqualTo(poll);
      }
      assertThat(ledger.polls().list()).hasSize(20);
    }
  }

  @Test
  void fileThatMayNotBeWrittenIsNamedAsSuch() {
    Path file = directory.resolve("votes");
    try (JdbcVoteLedger ledger = JdbcVoteLedger.file(file)) {
      ledger.open(1);
    }
    JdbcDataSource readOnly = new JdbcDataSource();
    readOnly.setURL("jdbc:h2:file:" + file + ";ACCESS_MODE_DATA=r");
    readOnly.setUser("sa");
    readOnly.setPassword("");
    JdbcVoteLedger ledger = JdbcVoteLedger.over(readOnly);
    assertThatThrownBy(() -> ledger.open(1))
        .isInstanceOf(VoteLedgerException.class)
        .hasMessageContaining("read-only");
    assertThatThrownBy(() -> ledger.polls().define(Poll.named("posts")))
        .isInstanceOf(VoteLedgerException.class)
        .hasMessageContainingAll("nothing was committed", "read-only");
    assertThat(ledger.polls().list()).isEmpty();
  }

  @Test
  void pathThatWouldEndTheUrlIsRefused() {
    assertThatThrownBy(() -> JdbcVoteLedger.file(directory.resolve("a;b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path");
  }

  @Test
  void directoryThatCannotBeWrittenIsAFailureOfTheLedger() {
    try (JdbcVoteLedger ledger = JdbcVoteLedger.file(Path.of("/dev/null/votes"))) {
      assertThatThrownBy(() -> ledger.open(1)).isInstanceOf(VoteLedgerException.class);
    }
  }
}
