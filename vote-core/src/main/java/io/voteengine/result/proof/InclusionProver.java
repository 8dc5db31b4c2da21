package io.voteengine.result.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/**
 * Makes inclusion proofs for any leaf of a finished tree. It is filled in the same pass as the
 * root, and keeps one hash for every 1,024 leaves: 313 KB for 10,000,000. A proof reads the 1,024
 * leaves around its own again and computes about 3,100 hashes at most for them, and one for every
 * 1,024 leaves of the tree: some milliseconds for 10,000,000. Immutable once made: several threads
 * may ask it for proofs.
 */
public final class InclusionProver {
  /** A power of two, so that every block is a subtree and the blocks form the tree above. */
  static final int BLOCK = 1 << 10;

  /** The leaves of a tree, which can be read again from any place. */
  @FunctionalInterface
  public interface Leaves {
    /**
     * Returns the leaves from an index on. The prover reads 1,024 of them at most.
     *
     * @param index a multiple of 1,024
     * @return the leaves in the order of the tree
     */
    Iterator<byte[]> from(long index);
  }

  private final List<byte[]> blocks;
  private final long size;

  private InclusionProver(List<byte[]> blocks, long size) {
    this.blocks = blocks;
    this.size = size;
  }

  /**
   * Reads all leaves once.
   *
   * @param leaves the leaves of the tree, from the first to the last
   * @return the prover
   */
  public static InclusionProver over(Iterator<byte[]> leaves) {
    List<byte[]> blocks = new ArrayList<>();
    long size = 0;
    while (leaves.hasNext()) {
      MerkleTreeBuilder block = new MerkleTreeBuilder();
      while (leaves.hasNext() && block.size() < BLOCK) {
        block.add(leaves.next());
      }
      blocks.add(block.root());
      size += block.size();
    }
    return new InclusionProver(blocks, size);
  }

  /**
   * Returns the prover that {@link #toBytes} wrote, without reading the leaves again.
   *
   * @param bytes the hashes of its blocks
   * @param size the number of leaves
   * @return the prover
   * @throws IllegalArgumentException when these are not the hashes of so many leaves
   */
  public static InclusionProver of(byte[] bytes, long size) {
    long blocks = (size + BLOCK - 1) / BLOCK;
    if (size < 0 || bytes.length != blocks * TreeHash.BYTES) {
      throw new IllegalArgumentException(
          "A tree of " + size + " leaves has not " + bytes.length + " bytes of hashes");
    }
    List<byte[]> hashes = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += TreeHash.BYTES) {
      hashes.add(Arrays.copyOfRange(bytes, at, at + TreeHash.BYTES));
    }
    return new InclusionProver(hashes, size);
  }

  /**
   * Returns the hashes that it keeps, to be stored with the tree's size.
   *
   * @return a new array: 32 bytes for every 1,024 leaves
   */
  public byte[] toBytes() {
    byte[] bytes = new byte[blocks.size() * TreeHash.BYTES];
    for (int i = 0; i < blocks.size(); i++) {
      System.arraycopy(blocks.get(i), 0, bytes, i * TreeHash.BYTES, TreeHash.BYTES);
    }
    return bytes;
  }

  /**
   * Returns the number of leaves.
   *
   * @return 0 or more
   */
  public long size() {
    return size;
  }

  /**
   * Returns the root of the tree, the same that {@link MerkleTreeBuilder} computes.
   *
   * @return a new array of 32 bytes
   */
  public byte[] root() {
    return new HashPath(new TreeHash()).root(blocks).clone();
  }

  /**
   * Proves that a leaf is in the tree.
   *
   * @param index the leaf's place; the first is 0
   * @param leaves the same leaves as before
   * @return the proof
   * @throws IndexOutOfBoundsException when the tree has no such leaf
   * @throws IllegalStateException when the leaves are not those that the tree was made of
   */
  public InclusionProof prove(long index, Leaves leaves) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("The tree has " + size + " leaves, none at " + index);
    }
    int block = (int) (index / BLOCK);
    TreeHash hash = new TreeHash();
    List<byte[]> inBlock = read((long) block * BLOCK, leaves, hash);
    HashPath path = new HashPath(hash);
    if (!Arrays.equals(path.root(inBlock), blocks.get(block))) {
      throw new IllegalStateException("The leaves have changed since the root was computed");
    }
    List<byte[]> siblings = new ArrayList<>();
    path.collect((int) (index % BLOCK), inBlock, siblings);
    path.collect(block, blocks, siblings);
    return new InclusionProof(
        index, siblings.stream().map(Base64.getEncoder()::encodeToString).toList());
  }

  private List<byte[]> read(long from, Leaves leaves, TreeHash hash) {
    List<byte[]> hashes = new ArrayList<>();
    Iterator<byte[]> iterator = leaves.from(from);
    for (long left = Math.min(BLOCK, size - from); left > 0; left--) {
      if (!iterator.hasNext()) {
        throw new IllegalStateException("Leaves are missing that the tree was made of");
      }
      hashes.add(hash.leaf(iterator.next()));
    }
    return hashes;
  }
}
