package io.voteengine.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {
  @Test
  void dialectGoesByProductAndVersion() {
    assertThat(Dialects.of("PostgreSQL", 14, "14.1")).isEqualTo(new PostgresDialect());
    assertThat(Dialects.of("MariaDB", 10, "10.11.6-MariaDB-0+deb12u1"))
        .isEqualTo(new MySqlDialect(true));
    assertThat(Dialects.of("MySQL", 8, "8.0.15")).isEqualTo(new MySqlDialect(false));
    assertThat(Dialects.of("H2", 2, "2.4.240")).isEqualTo(new H2Dialect(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.5.5-10.11.6-MariaDB", "11.8.2-MariaDB-ubu2404"})
  void driverOfMySqlDoesNotHideMariaDb(String version) {
    assertThat(Dialects.of("MySQL", 5, version)).isEqualTo(new MySqlDialect(true));
  }

  @Test
  void otherProductAndOlderVersionAreRefused() {
    assertThatThrownBy(() -> Dialects.of("Oracle", 23, "23ai"))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContainingAll("Oracle 23ai", "PostgreSQL 14", "H2 2.4");
    assertThatThrownBy(() -> Dialects.of("PostgreSQL", 13, "13.9"))
        .isInstanceOf(VoteConfigurationException.class);
    assertThatThrownBy(() -> Dialects.of("MySQL", 5, "5.7.44"))
        .isInstanceOf(VoteConfigurationException.class);
    assertThatThrownBy(() -> Dialects.of("MariaDB", 10, "10.6.18-MariaDB"))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContaining("MariaDB 10.11");
    assertThatThrownBy(() -> Dialects.of("PostgreSQL", 15, "15.2-YB-2025.1.0.0-b0"))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContaining("15.2-YB");
    assertThatThrownBy(() -> Dialects.of("MySQL", 8, "8.0.11-TiDB-v8.5.0"))
        .isInstanceOf(VoteConfigurationException.class);
    assertThatThrownBy(() -> Dialects.of("MySQL", 8, "8.0.40-Vitess"))
        .isInstanceOf(VoteConfigurationException.class);
    assertThatThrownBy(() -> Dialects.of("H2", 1, "1.4.200"))
        .isInstanceOf(VoteConfigurationException.class);
  }
}
