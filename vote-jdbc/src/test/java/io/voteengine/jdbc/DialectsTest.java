package io.voteengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import org.junit.jupiter.api.Test;

class DialectsTest {
  @Test
  void dialectGoesByProductAndVersion() {
    assertThat(Dialects.of("PostgreSQL", 14, "14.1")).isEqualTo(new PostgresDialect());
    assertThat(Dialects.of("H2", 2, "2.4.240")).isEqualTo(new H2Dialect());
  }

  @Test
  void otherProductAndOlderVersionAreRefused() {
    assertThatThrownBy(() -> Dialects.of("Oracle", 23, "23ai"))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContainingAll("Oracle 23ai", "PostgreSQL 14", "H2 2.4");
    assertThatThrownBy(() -> Dialects.of("PostgreSQL", 13, "13.9"))
        .isInstanceOf(VoteConfigurationException.class);
    assertThatThrownBy(() -> Dialects.of("H2", 1, "1.4.200"))
        .isInstanceOf(VoteConfigurationException.class);
  }
}
