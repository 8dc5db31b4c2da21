package io.voteengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {
  @ParameterizedTest
  @CsvSource({
    "08001, cannot be reached",
    "08006, cannot be reached",
    "28P01, user or password",
    "3D000, no such database",
    "90020, another process",
    "42P01, VoteSchema.migrate",
    "42501, lacks a right",
    "57014, statementTimeout",
    "25006, read-only",
    "53100, resources",
    "40001, other transactions",
    "XX000, see what the database says"
  })
  void messageSaysWhatHappenedWhatItMeansAndWhatToDo(String state, String remedy) {
    Exception failure = new RuntimeException(new SQLException("the server's own words", state));
    assertThat(SqlFailure.translate("apply events", failure))
        .hasMessageContainingAll(
            "could not apply events", "nothing was committed", remedy, "own words", state)
        .hasRootCause(failure.getCause());
  }

  @Test
  void failureWithoutStateIsStillTold() {
    assertThat(SqlFailure.translate("be opened", new SQLException("odd")))
        .hasMessageContainingAll("could not be opened", "odd");
  }

  @Test
  void unknownOutcomeIsNeverTriedAgain() {
    SQLException lost = new OutcomeUnknownException(new SQLException("cut", "40001"));
    assertThat(SqlFailure.retriable(lost)).isFalse();
    assertThat(SqlFailure.retriable(new SQLException("unknown", "40003"))).isFalse();
  }
}
