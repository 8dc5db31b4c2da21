package io.voteengine.result.proof;

import static io.voteengine.result.proof.ProofVerifier.Verdict.BAD_SIGNATURE;
import static io.voteengine.result.proof.ProofVerifier.Verdict.OTHER_KEY;
import static io.voteengine.result.proof.ProofVerifier.Verdict.OTHER_ORIGIN;
import static io.voteengine.result.proof.ProofVerifier.Verdict.OTHER_ROOT;
import static io.voteengine.result.proof.ProofVerifier.Verdict.OTHER_SIZE;
import static io.voteengine.result.proof.ProofVerifier.Verdict.VALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every proof of small trees holds, and no proof survives a changed bit. */
class ProofTamperingTest {
  @Test
  void everyLeafOfEveryTreeProves() {
    for (int size = 1; size <= 70; size++) {
      SignedTree tree = SignedTree.of(size);
      for (int index = 0; index < size; index++) {
        assertThat(tree.verify(tree.file(index), index)).isEqualTo(VALID);
      }
    }
  }

  /** The path alone, without the signature: leaf, siblings, root, and each index. */
  @Test
  void noPathSurvivesAChangedBit() {
    int survivors = 0;
    for (int size = 1; size <= 70; size++) {
      SignedTree tree = SignedTree.of(size);
      byte[] root = tree.prover().root();
      for (int index = 0; index < size; index++) {
        byte[] leaf = new TreeHash().leaf(tree.leaves().get(index));
        List<byte[]> siblings =
            new ArrayList<>(
                tree.prove(index).siblings().stream().map(Base64.getDecoder()::decode).toList());
        assertThat(ProofVerifier.inTree(leaf, index, siblings, size, root)).isEqualTo(VALID);
        List<byte[]> all = new ArrayList<>(siblings);
        all.add(leaf);
        all.add(root);
        int turn = index + size;
        for (byte[] hash : all) {
          // One bit of each byte, another one each time: all of them over all trees.
          for (int i = 0; i < hash.length; i++) {
            byte bit = (byte) (1 << (i + turn) % 8);
            hash[i] ^= bit;
            survivors += ProofVerifier.inTree(leaf, index, siblings, size, root) == VALID ? 1 : 0;
            hash[i] ^= bit;
          }
        }
        for (int other = 0; other < 80; other++) {
          boolean valid = ProofVerifier.inTree(leaf, other, siblings, size, root) == VALID;
          survivors += valid && other != index ? 1 : 0;
        }
      }
    }
    assertThat(survivors).isZero();
  }

  /** Whatever a bit stands for: the checkpoint's text, its signature, an index, a line break. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 70})
  void noFileSurvivesAChangedBit(int size) {
    SignedTree tree = SignedTree.of(size);
    int index = size / 2;
    byte[] file = tree.file(index).getBytes(UTF_8);
    String key = tree.signer().verifierKey();
    for (int bit = 0; bit < 8 * file.length; bit++) {
      file[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(ProofVerifier.verify(file, key, tree.leaves().get(index)))
          .as("bit %d of %s", bit, new String(file, UTF_8))
          .isNotEqualTo(VALID);
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void noLeafSurvivesAChangedBit() {
    SignedTree tree = SignedTree.of(6);
    String file = tree.file(4);
    byte[] leaf = tree.leaves().get(4);
    for (int bit = 0; bit < 8 * leaf.length; bit++) {
      leaf[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(tree.verify(file, 4)).isEqualTo(OTHER_ROOT);
      leaf[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(tree.verify(file, 4)).isEqualTo(VALID);
  }

  @Test
  void changedSizeOrRootIsABadSignature() {
    SignedTree tree = SignedTree.of(6);
    String file = tree.file(4);
    String root = Base64.getEncoder().encodeToString(tree.prover().root());
    String otherRoot = Base64.getEncoder().encodeToString(new byte[32]);

    assertThat(tree.verify(file.replace("\n6\n", "\n7\n"), 4)).isEqualTo(BAD_SIGNATURE);
    assertThat(tree.verify(file.replace(root, otherRoot), 4)).isEqualTo(BAD_SIGNATURE);
  }

  @Test
  void checkpointOfALargerTreeIsAnotherSize() {
    SignedTree tree = SignedTree.of(6);
    SignedTree larger = SignedTree.of(SignedTree.of(20).leaves(), tree.signer());

    assertThat(tree.verify(tree.prove(4).toFile(larger.checkpoint(), null), 4))
        .isEqualTo(OTHER_SIZE);
    assertThat(tree.verify(larger.prove(19).toFile(tree.checkpoint(), null), 4))
        .isEqualTo(OTHER_SIZE);
  }

  @Test
  void keysOfOthersHaveTheirOwnVerdicts() {
    SignedTree tree = SignedTree.of(6);
    byte[] file = tree.file(4).getBytes(UTF_8);
    byte[] leaf = tree.leaves().get(4);
    CheckpointSigner sameOrigin =
        CheckpointSigner.ed25519(SignedTree.ORIGIN, SignedTree.newKeys("Ed25519"));
    CheckpointSigner otherOrigin =
        CheckpointSigner.ed25519("example.com/votes/dogs", SignedTree.newKeys("Ed25519"));

    assertThat(ProofVerifier.verify(file, sameOrigin.verifierKey(), leaf)).isEqualTo(OTHER_KEY);
    assertThat(ProofVerifier.verify(file, otherOrigin.verifierKey(), leaf)).isEqualTo(OTHER_ORIGIN);
  }

  @Test
  void recomputedTreeIsComparedWithTheCheckpoint() {
    SignedTree tree = SignedTree.of(6);
    byte[] checkpoint = tree.checkpoint().getBytes(UTF_8);
    String key = tree.signer().verifierKey();
    byte[] root = tree.prover().root();

    assertThat(ProofVerifier.verifyCheckpoint(checkpoint, key, 6, root)).isEqualTo(VALID);
    assertThat(ProofVerifier.verifyCheckpoint(checkpoint, key, 5, root)).isEqualTo(OTHER_SIZE);
    root[31] ^= 1;
    assertThat(ProofVerifier.verifyCheckpoint(checkpoint, key, 6, root)).isEqualTo(OTHER_ROOT);
    checkpoint[0] ^= 1;
    assertThat(ProofVerifier.verifyCheckpoint(checkpoint, key, 6, root)).isEqualTo(OTHER_ORIGIN);
  }
}
