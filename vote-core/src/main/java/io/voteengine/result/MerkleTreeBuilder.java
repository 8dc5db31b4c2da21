package io.voteengine.result;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes the root of the hash tree of <a
 * href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1">RFC 9162, section 2.1.1</a> while
 * leaves come one by one. It keeps one hash for each level of the tree, 64 at most, whatever the
 * number of leaves. For one thread.
 */
public final class MerkleTreeBuilder {
  private final TreeHash hash = new TreeHash();

  /** The root of a complete subtree of 2^level leaves, where bit "level" of the size is set. */
  private final byte @Nullable [][] subtrees = new byte @Nullable [Long.SIZE][];

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
    addHash(hash.leaf(leaf));
    return this;
  }

  /** Adds a leaf, or a complete subtree in the place of one, by its hash. */
  void addHash(byte[] node) {
    byte[] subtree = node;
    int level = 0;
    for (; (size >>> level & 1) == 1; level++) {
      subtree = hash.node(subtree(level), subtree);
    }
    subtrees[level] = subtree;
    size++;
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
        root = root == null ? subtree(level).clone() : hash.node(subtree(level), root);
      }
    }
    return root == null ? hash.empty() : root;
  }

  private byte[] subtree(int level) {
    return Objects.requireNonNull(subtrees[level]);
  }
}
