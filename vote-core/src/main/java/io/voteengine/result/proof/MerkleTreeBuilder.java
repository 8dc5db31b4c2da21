package io.voteengine.result.proof;

/**
 * Computes the root of the hash tree of <a
 * href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1">RFC 9162, section 2.1.1</a> while
 * leaves come one by one. It keeps one hash for each level of the tree, 64 at most, whatever the
 * number of leaves. For one thread.
 */
public final class MerkleTreeBuilder {
  private final TreeHash hash = new TreeHash();

  /** The root of a complete subtree of 2^level leaves, where bit "level" of the size is set. */
  private final byte[][] subtrees = new byte[Long.SIZE][0];

  private long size;

  /** Makes a tree without leaves. */
  public MerkleTreeBuilder() {}

  /**
   * Adds the next leaf.
   *
   * @param leaf its bytes, of any length
   * @return this builder
   */
  public MerkleTreeBuilder add(byte[] leaf) {
    byte[] subtree = hash.leaf(leaf);
    int level = 0;
    for (; (size >>> level & 1) == 1; level++) {
      subtree = hash.node(subtrees[level], subtree);
    }
    subtrees[level] = subtree;
    size++;
    return this;
  }

  /**
   * Returns the number of leaves so far.
   *
   * @return 0 or more
   */
  public long size() {
    return size;
  }

  /**
   * Returns the root over the leaves so far; more may be added afterwards.
   *
   * @return a new array of 32 bytes
   */
  public byte[] root() {
    byte[] root = null;
    for (int level = 0; level < Long.SIZE; level++) {
      if ((size >>> level & 1) == 1) {
        root = root == null ? subtrees[level].clone() : hash.node(subtrees[level], root);
      }
    }
    return root == null ? hash.empty() : root;
  }
}
