package io.voteengine.result.proof;

import static io.voteengine.result.proof.ProofVerifier.Verdict.MALFORMED;
import static io.voteengine.result.proof.ProofVerifier.Verdict.OTHER_BALLOT;
import static io.voteengine.result.proof.ProofVerifier.Verdict.OTHER_SIZE;
import static io.voteengine.result.proof.ProofVerifier.Verdict.VALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.result.proof.ProofVerifier.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody's signer wrote: each has a verdict, none costs more than a look. */
class HostileProofTest {
  private static final Ballot BALLOT =
      new Ballot(SubjectId.of("cats", "tom"), Choice.UP, "ab".repeat(32));
  private static final SignedTree TREE =
      SignedTree.of(List.of(new byte[1], BALLOT.leaf(), new byte[2], new byte[3], new byte[4]));
  private static final String FILE = TREE.prove(1).toFile(TREE.checkpoint(), BALLOT);
  private static final String SIBLING = TREE.prove(1).siblings().get(0);

  private static Verdict verify(String file) {
    return TREE.verify(file, 1);
  }

  @Test
  void fileOfTheSignerIsValid() {
    assertThat(verify(FILE)).isEqualTo(VALID);
  }

  @Test
  void everyShorterFileIsMalformed() {
    byte[] file = FILE.getBytes(UTF_8);
    for (int end = 0; end < file.length; end++) {
      assertThat(
              ProofVerifier.verify(
                  Arrays.copyOf(file, end), TREE.signer().verifierKey(), BALLOT.leaf()))
          .as("the first %d bytes", end)
          .isEqualTo(MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", " ", "x", "\n\n", "x\n", "\0", "\ufeff", "\r\n"})
  void trailingBytesAreMalformed(String garbage) {
    assertThat(verify(FILE + garbage)).isEqualTo(MALFORMED);
    assertThat(verify(garbage + FILE)).isEqualTo(MALFORMED);
  }

  @Test
  void windowsLineBreaksAreMalformed() {
    assertThat(verify(FILE.replace("\n", "\r\n"))).isEqualTo(MALFORMED);
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    byte[] file = FILE.getBytes(UTF_8);
    file[3] = (byte) 0xff;
    assertThat(ProofVerifier.verify(file, TREE.signer().verifierKey(), BALLOT.leaf()))
        .isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"01", "-1", "+1", "1 ", "", " 1", "1e0", "0x1", "١", "1.0", "1000000000000000"})
  void indexHasOneForm(String index) {
    assertThat(verify(FILE.replace("index 1\n", "index " + index + "\n"))).isEqualTo(MALFORMED);
    assertThat(verify(FILE.replace("\n5\n", "\n" + index + "\n"))).isEqualTo(MALFORMED);
  }

  @Test
  void largestIndexAndSizeDoNotOverflow() {
    assertThat(verify(FILE.replace("index 1\n", "index 999999999999999\n"))).isEqualTo(OTHER_SIZE);
    assertThat(verify(FILE.replace("\n5\n", "\n999999999999999\n")))
        .isEqualTo(Verdict.BAD_SIGNATURE);
  }

  /** The last character holds bits that no byte needs, and Java's decoder ignores them. */
  @Test
  void base64HasOneForm() {
    String unpadded = SIBLING.substring(0, 43);
    char last = unpadded.charAt(42);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    String strayBits = unpadded.substring(0, 42) + alphabet.charAt(alphabet.indexOf(last) + 1);

    for (String other :
        List.of(unpadded, strayBits + "=", SIBLING + "=", SIBLING + " ", " " + SIBLING)) {
      assertThat(verify(FILE.replace(SIBLING, other))).isEqualTo(MALFORMED);
    }
    assertThat(verify(FILE.replace("\nindex", "\nextra \nindex").replaceFirst("extra .+\n", "")))
        .isEqualTo(MALFORMED);
  }

  @Test
  void hashesOfOtherLengthsAreMalformed() {
    assertThat(verify(FILE.replace(SIBLING, "AAAA"))).isEqualTo(MALFORMED);
    assertThat(verify(FILE.replace(SIBLING, SIBLING + "\n\n" + SIBLING))).isEqualTo(MALFORMED);
  }

  @Test
  void missingOrAdditionalSiblingsAreAnotherSize() {
    assertThat(verify(FILE.replace(SIBLING + "\n", ""))).isEqualTo(OTHER_SIZE);
    assertThat(verify(FILE.replace(SIBLING, SIBLING + "\n" + SIBLING))).isEqualTo(OTHER_SIZE);
    String fifty = (SIBLING + "\n").repeat(50);
    assertThat(verify(FILE.replace(SIBLING + "\n", fifty))).isEqualTo(MALFORMED);
  }

  @Test
  void ballotInTheFileMustBeTheOneAskedFor() {
    Ballot down = new Ballot(BALLOT.subject(), Choice.DOWN, BALLOT.nonce());
    String file = TREE.prove(1).toFile(TREE.checkpoint(), down);
    assertThat(verify(file)).isEqualTo(OTHER_BALLOT);
    // Its own ballot does not make it true: the tree has another one there.
    assertThat(ProofVerifier.verify(file.getBytes(UTF_8), TREE.signer().verifierKey(), down.leaf()))
        .isEqualTo(Verdict.OTHER_ROOT);
  }

  @Test
  void signaturesOfOtherKeysAreIgnoredUpToSixteen() {
    CheckpointSigner witness =
        CheckpointSigner.ed25519("witness.example", SignedTree.newKeys("Ed25519"));
    List<String> lines = new ArrayList<>(witness.sign(9, new byte[32]).lines().toList());
    String line = lines.get(lines.size() - 1) + "\n";

    assertThat(verify(FILE + line.repeat(15))).isEqualTo(VALID);
    assertThat(verify(FILE + line.repeat(16))).isEqualTo(MALFORMED);
  }

  @Test
  void wrongSignatureOfTheKeyIsNotHiddenByAGoodOne() {
    String good = FILE.substring(FILE.lastIndexOf("\u2014"));
    String other = TREE.signer().sign(9, new byte[32]);
    String wrong = other.substring(other.lastIndexOf("\u2014"));

    assertThat(verify(FILE + good)).isEqualTo(VALID);
    assertThat(verify(FILE + wrong)).isEqualTo(Verdict.BAD_SIGNATURE);
  }

  @Test
  void extensionLinesAreMalformed() {
    assertThat(verify(FILE.replace("\n\n\u2014", "\nmore\n\n\u2014"))).isEqualTo(MALFORMED);
  }

  @Test
  void hugeFilesAreRefusedAtOnce() {
    List<byte[]> files =
        List.of(
            new byte[50_000_000],
            "\n".repeat(131_072).getBytes(UTF_8),
            ("c2sp.org/tlog-proof@v1\nindex " + "9".repeat(131_000) + "\n").getBytes(UTF_8),
            ("c2sp.org/tlog-proof@v1\nextra " + "A".repeat(131_000) + "\n").getBytes(UTF_8));
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          for (byte[] file : files) {
            for (int i = 0; i < 10; i++) {
              assertThat(ProofVerifier.verify(file, TREE.signer().verifierKey(), BALLOT.leaf()))
                  .isEqualTo(MALFORMED);
            }
          }
        });
  }

  /** Bytes are exchanged, doubled and removed at random: there is a verdict, and no exception. */
  @Test
  void damagedFilesHaveAVerdict() {
    Random random = new Random(28);
    byte[] file = FILE.getBytes(UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = file.clone();
      int from = random.nextInt(file.length);
      int to = random.nextInt(file.length);
      int length = random.nextInt(Math.min(60, file.length - Math.max(from, to)) + 1);
      System.arraycopy(file, from, damaged, to, length);
      Verdict verdict = ProofVerifier.verify(damaged, TREE.signer().verifierKey(), BALLOT.leaf());
      assertThat(verdict == VALID).isEqualTo(Arrays.equals(damaged, file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a+b", "a+00000000+AAAA", "a+zz+AQ==", "+", "++"})
  void keysThatAreNoneAreRefused(String key) {
    assertThatThrownBy(() -> ProofVerifier.verify(new byte[0], key, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("verifier key");
  }

  @Test
  void keyWithTheIdOfAnotherIsRefused() {
    String key = TREE.signer().verifierKey();
    String renamed = key.replace("cats", "dogs");
    assertThatThrownBy(() -> ProofVerifier.verify(new byte[0], renamed, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nonceOfAnotherLengthIsTheCallersMistake() {
    assertThatThrownBy(
            () -> ProofVerifier.verify(new byte[0], "any", "poll", "subject", "UP", "00ff"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hexadecimal digits");
  }

  @Test
  void exclusionHasNoMoreVotesThanATree() {
    assertThatThrownBy(() -> new Exclusion("VOID", 1_000_000_000_000_000L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("votes must be from 0 to");
  }
}
