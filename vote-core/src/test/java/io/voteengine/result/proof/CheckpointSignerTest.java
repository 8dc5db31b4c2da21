package io.voteengine.result.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointSignerTest {
  @ParameterizedTest
  @ValueSource(strings = {"Ed448", "X25519", "RSA"})
  void keysOfOtherAlgorithmsAreRefused(String algorithm) {
    KeyPair keys = SignedTree.newKeys(algorithm);
    assertThatThrownBy(() -> CheckpointSigner.ed25519("example.com", keys))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not Ed25519");
  }

  @Test
  void keysThatAreNoPairAreRefused() {
    KeyPair mixed =
        new KeyPair(
            SignedTree.newKeys("Ed25519").getPublic(), SignedTree.newKeys("Ed25519").getPrivate());
    assertThatThrownBy(() -> CheckpointSigner.ed25519("example.com", mixed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not belong");
  }

  @ParameterizedTest
  @CsvSource({
    "launch-2024-01-15, example.com/votes/launch-2024-01-15",
    "launch day, example.com/votes/launch%20day",
    "a+b/c%, example.com/votes/a%2Bb%2Fc%25",
    "кот, example.com/votes/%D0%BA%D0%BE%D1%82"
  })
  void originNamesOnePoll(String poll, String origin) {
    assertThat(Checkpoint.origin("example.com/votes", poll)).isEqualTo(origin);
  }

  @Test
  void longestPollHasAnOrigin() {
    assertThat(Checkpoint.origin("example.com", "\u4e00".repeat(42))).hasSizeLessThan(512);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a+b", "a\nb", "\u00e4", "a\u00a0b"})
  void originsThatNoNoteCanHaveAreRefused(String origin) {
    assertThatThrownBy(() -> new Checkpoint(origin, 1, rootOfZeroes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("origin");
  }

  @Test
  void emptyTreeIsNotSigned() {
    CheckpointSigner signer =
        CheckpointSigner.ed25519("example.com", SignedTree.newKeys("Ed25519"));
    assertThatThrownBy(() -> signer.sign(0, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size");
    assertThatThrownBy(() -> signer.sign(1, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("root");
  }

  private static String rootOfZeroes() {
    return "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  }
}
