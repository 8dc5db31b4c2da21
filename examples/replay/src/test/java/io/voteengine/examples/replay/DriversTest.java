package io.voteengine.examples.replay;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.DriverManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The replay's {@code --jdbc} takes each database that the ledger runs on. */
class DriversTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:votes",
        "jdbc:postgresql://127.0.0.1/votes",
        "jdbc:mariadb://127.0.0.1/votes",
        "jdbc:mysql://127.0.0.1/votes"
      })
  void driverOfEachDatabaseIsThere(String url) {
    assertThatCode(() -> DriverManager.getDriver(url)).doesNotThrowAnyException();
  }
}
