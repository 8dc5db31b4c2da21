package io.voteengine.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void idsAreDistinctAndEightToTwelveCharacters() {
    Set<String> voters = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      voters.add(Ids.voter(i));
    }
    assertThat(voters).hasSize(100_000).allMatch(id -> id.matches("u\\d{9}"));
    assertThat(Ids.subject(1_234_567)).isEqualTo("s1234567");
  }
}
