package io.voteengine.result.proof;

import java.util.List;

/**
 * Roots and paths over a list of hashes that is in memory, written as <a
 * href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.1">RFC 9162, section 2.1.3.1</a>
 * defines them.
 */
final class HashPath {
  private final TreeHash hash;

  HashPath(TreeHash hash) {
    this.hash = hash;
  }

  byte[] root(List<byte[]> hashes) {
    if (hashes.isEmpty()) {
      return hash.empty();
    }
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    int left = left(hashes.size());
    return hash.node(root(hashes.subList(0, left)), root(hashes.subList(left, hashes.size())));
  }

  /** Adds the siblings of the path from a hash to the root, from below. */
  void collect(int index, List<byte[]> hashes, List<byte[]> siblings) {
    if (hashes.size() == 1) {
      return;
    }
    int left = left(hashes.size());
    List<byte[]> before = hashes.subList(0, left);
    List<byte[]> after = hashes.subList(left, hashes.size());
    if (index < left) {
      collect(index, before, siblings);
      siblings.add(root(after));
    } else {
      collect(index - left, after, siblings);
      siblings.add(root(before));
    }
  }

  /** Returns the largest power of two below the size: where the tree of that size is split. */
  private static int left(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
