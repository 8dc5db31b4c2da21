package io.voteengine.result.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The two hashes of <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1">RFC 9162,
 * section 2.1.1</a>. The first byte keeps leaves and nodes apart: no leaf has the hash of a node.
 * For one thread.
 */
final class TreeHash {
  static final int BYTES = 32;
  private final MessageDigest sha256 = sha256();

  byte[] leaf(byte[] leaf) {
    sha256.update((byte) 0);
    return sha256.digest(leaf);
  }

  byte[] node(byte[] left, byte[] right) {
    sha256.update((byte) 1);
    sha256.update(left);
    return sha256.digest(right);
  }

  byte[] empty() {
    return sha256.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
