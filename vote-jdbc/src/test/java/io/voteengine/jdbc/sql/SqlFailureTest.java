package io.voteengine.jdbc.sql;

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
    "26000, prepareThreshold=0",
    "42P05, prepareThreshold=0",
    "90116, ALLOW_LITERALS",
    "53100, no space left",
    "53300, resources",
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

  @ParameterizedTest
  @CsvSource({
    "1045, 28000, user or password",
    "1049, 42000, no such database",
    "1146, 42S02, VoteSchema.migrate",
    "1142, 42000, lacks a right",
    "1205, HY000, statementTimeout",
    "1969, 70100, statementTimeout",
    "1290, HY000, read-only",
    "1114, HY000, no space left",
    "1040, 08004, resources",
    "1213, 40001, other transactions"
  })
  void errorsOfMySqlGoByTheirNumbers(int number, String state, String remedy) {
    SQLException failure = new SQLException("the server's own words", state, number);
    assertThat(SqlFailure.translate("apply events", failure))
        .hasMessageContainingAll(remedy, "own words", state);
  }

  @ParameterizedTest
  @CsvSource({
    "1062, 23000",
    "1265, 01000",
    "1364, HY000",
    "1366, HY000",
    "1369, HY000",
    "1452, 23000",
    "1526, HY000",
    "1644, 45000",
    "3819, HY000",
    "4025, 23000"
  })
  void refusalsOfMySqlGoByTheirNumbersToo(int number, String state) {
    assertThat(SqlStates.refusesData(new SQLException("the server's own words", state, number)))
        .isTrue();
    assertThat(SqlStates.refusesData(new SQLException("disk full", "HY000", 1114))).isFalse();
  }

  @Test
  void failureWithoutStateIsStillReported() {
    assertThat(SqlFailure.translate("be opened", new SQLException("odd")))
        .hasMessageContainingAll("could not be opened", "odd");
  }

  @Test
  void unknownOutcomeIsNeverTriedAgain() {
    SQLException lost = new LostCommitException(new SQLException("cut", "40001"));
    assertThat(SqlStates.retriable(lost)).isFalse();
    assertThat(SqlStates.retriable(new SQLException("unknown", "40003"))).isFalse();
  }
}
