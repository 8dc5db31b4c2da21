package io.voteengine.result.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BallotTest {
  private static final SubjectId TOM = SubjectId.of("cats", "tom");
  private static final String NONCE = "0123456789abcdef".repeat(4);

  @Test
  void boundariesBetweenFieldsCount() {
    SubjectId moved = SubjectId.of("catst", "om");
    assertThat(new Ballot(TOM, Choice.UP, NONCE).leaf())
        .isNotEqualTo(new Ballot(moved, Choice.UP, NONCE).leaf());

    BallotSecret secret = BallotSecret.of(new byte[32]);
    assertThat(
            Set.of(
                secret.nonce(VoterId.of("a"), SubjectId.of("bc", "d")),
                secret.nonce(VoterId.of("ab"), SubjectId.of("c", "d")),
                secret.nonce(VoterId.of("a"), SubjectId.of("b", "cd"))))
        .hasSize(3);
  }

  @Test
  void noncesDifferByVoterSubjectAndSecret() {
    BallotSecret secret = BallotSecret.random(new SecureRandom());
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      nonces.add(secret.nonce(VoterId.of("v" + i), TOM));
      nonces.add(secret.nonce(VoterId.of("v"), SubjectId.of("cats", "tom" + i)));
      nonces.add(BallotSecret.random(new SecureRandom()).nonce(VoterId.of("v"), TOM));
    }
    assertThat(nonces).hasSize(3_000);
    assertThat(BallotSecret.of(secret.toBytes()).nonce(VoterId.of("v1"), TOM))
        .isEqualTo(secret.nonce(VoterId.of("v1"), TOM));
  }

  @Test
  void orderIsThatOfTheLeavesBytes() {
    List<Ballot> sorted =
        Stream.of("\ue000", "\ud83c\udfb5", "z", "a", "ä", "aa")
            .map(key -> new Ballot(SubjectId.of("cats", key), Choice.UP, NONCE))
            .sorted()
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      assertThat(Arrays.compareUnsigned(sorted.get(i - 1).leaf(), sorted.get(i).leaf()))
          .isNegative();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "0123456789ABCDEF", "zz"})
  void noncesOfOtherFormsAreRefused(String nonce) {
    String four = nonce.length() == 16 ? nonce.repeat(4) : nonce;
    assertThatThrownBy(() -> new Ballot(TOM, Choice.UP, four))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void retractedVoteIsNoBallot() {
    assertThatThrownBy(() -> new Ballot(TOM, Choice.NONE, NONCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retracted");
  }

  @Test
  void secretDoesNotShowInLogs() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 0x5a);
    assertThat(BallotSecret.of(bytes)).hasToString("BallotSecret[hidden]");
    assertThatThrownBy(() -> BallotSecret.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
