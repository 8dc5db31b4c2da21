package io.voteengine.result.proof;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that lead from a leaf to the root.
 *
 * @param index the leaf's place in the tree; the first is 0
 * @param siblings the hashes beside the path, from the leaf's sibling up, each in base64
 */
public record InclusionProof(long index, List<String> siblings) {
  /** Copies the list. */
  public InclusionProof {
    siblings = List.copyOf(siblings);
  }

  /**
   * Returns the proof as a file that anyone can check with {@link ProofVerifier}, in the format of
   * <a href="https://c2sp.org/tlog-proof">C2SP tlog-proof</a>. The file does not name the voter.
   *
   * @param signedCheckpoint what {@link CheckpointSigner#sign} returned for the same tree
   * @param ballot the ballot that is proven, to be kept in the file; null: the file has no ballot,
   *     and the verifier must know the leaf
   * @return the text of the file, to be written as UTF-8
   */
  public String toFile(String signedCheckpoint, @Nullable Ballot ballot) {
    StringBuilder file = new StringBuilder("c2sp.org/tlog-proof@v1\n");
    if (ballot != null) {
      file.append("extra ").append(Base64.getEncoder().encodeToString(ballot.leaf())).append('\n');
    }
    file.append("index ").append(index).append('\n');
    siblings.forEach(sibling -> file.append(sibling).append('\n'));
    return file.append('\n').append(signedCheckpoint).toString();
  }
}
