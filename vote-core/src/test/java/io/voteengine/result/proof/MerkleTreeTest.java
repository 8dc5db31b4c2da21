package io.voteengine.result.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {
  @Test
  void builderAndProverHaveTheSameRoot() {
    for (int size = 0; size <= 3 * InclusionProver.BLOCK + 1; size += size < 140 ? 1 : 97) {
      List<byte[]> leaves = leaves(size);
      MerkleTreeBuilder tree = new MerkleTreeBuilder();
      leaves.forEach(tree::add);

      InclusionProver prover = InclusionProver.over(leaves.iterator());

      assertThat(prover.root()).isEqualTo(tree.root());
      assertThat(prover.size()).isEqualTo(tree.size()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_023, 1_024, 1_025, 2_047, 2_048, 2_049, 5_000})
  void proofsHoldAcrossBlocks(int size) {
    SignedTree tree = SignedTree.of(leaves(size));
    IntStream.of(0, 1, 1_022, 1_023, 1_024, 1_025, 2_048, size - 2, size - 1)
        .filter(index -> index < size)
        .forEach(
            index ->
                assertThat(tree.verify(tree.file(index), index))
                    .isEqualTo(ProofVerifier.Verdict.VALID));
  }

  @Test
  void rootChangesWithEachLeafOrderAndLength() {
    List<byte[]> leaves = leaves(9);
    byte[] root = InclusionProver.over(leaves.iterator()).root();
    for (int i = 0; i < leaves.size(); i++) {
      List<byte[]> swapped = new ArrayList<>(leaves);
      swapped.set(i, leaves.get((i + 1) % 9));
      swapped.set((i + 1) % 9, leaves.get(i));
      assertThat(InclusionProver.over(swapped.iterator()).root()).isNotEqualTo(root);

      List<byte[]> shorter = new ArrayList<>(leaves);
      shorter.remove(i);
      assertThat(InclusionProver.over(shorter.iterator()).root()).isNotEqualTo(root);
    }
  }

  /** A forger offers two hashes of the tree as one leaf: without prefixes the root would hold. */
  @Test
  void nodeIsNoLeaf() {
    Random random = new Random(28);
    for (int round = 0; round < 200; round++) {
      byte[] left = new byte[32];
      byte[] right = new byte[32];
      random.nextBytes(left);
      random.nextBytes(right);
      byte[] both = ByteBuffer.allocate(64).put(left).put(right).array();
      byte[] prefixed = ByteBuffer.allocate(65).put((byte) 1).put(both).array();
      TreeHash hash = new TreeHash();
      byte[] node = hash.node(left, right);

      assertThat(hash.leaf(both)).isNotEqualTo(node);
      assertThat(hash.leaf(prefixed)).isNotEqualTo(node);
    }
  }

  @Test
  void forgedLeafOfTwoHashesIsRefused() {
    SignedTree tree = SignedTree.of(4);
    TreeHash hash = new TreeHash();
    byte[] forged =
        ByteBuffer.allocate(64)
            .put(hash.leaf(tree.leaves().get(0)))
            .put(hash.leaf(tree.leaves().get(1)))
            .array();
    List<String> siblings = tree.prove(0).siblings().subList(1, 2);
    // Even a key that signed the root for a tree of half the size would not make it a leaf.
    String half = tree.signer().sign(2, tree.prover().root());
    String file = new InclusionProof(0, siblings).toFile(half, null);

    assertThat(ProofVerifier.verify(file.getBytes(UTF_8), tree.signer().verifierKey(), forged))
        .isEqualTo(ProofVerifier.Verdict.OTHER_ROOT);
  }

  @Test
  void leavesThatChangedSinceAreNotProven() {
    List<byte[]> leaves = leaves(20);
    InclusionProver prover = InclusionProver.over(leaves.iterator());
    List<byte[]> changed = new ArrayList<>(leaves);
    changed.set(3, new byte[] {1});

    assertThatThrownBy(() -> prover.prove(7, from -> changed.iterator()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("changed");
    assertThatThrownBy(() -> prover.prove(7, from -> leaves.subList(0, 19).iterator()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> prover.prove(20, from -> leaves.iterator()))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void siblingsAreCanonicalBase64OfHashes() {
    assertThat(SignedTree.of(11).prove(10).siblings())
        .hasSize(2)
        .allSatisfy(sibling -> assertThat(Base64.getDecoder().decode(sibling)).hasSize(32));
  }

  private static List<byte[]> leaves(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> ByteBuffer.allocate(4).putInt(i).array())
        .toList();
  }
}
