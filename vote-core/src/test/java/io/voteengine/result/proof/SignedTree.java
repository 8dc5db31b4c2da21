package io.voteengine.result.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.stream.IntStream;

/** A tree over small leaves, signed with a key of its own. */
record SignedTree(
    List<byte[]> leaves, InclusionProver prover, CheckpointSigner signer, String checkpoint) {
  static final String ORIGIN = "example.com/votes/cats";

  static SignedTree of(int size) {
    return of(IntStream.range(0, size).mapToObj(i -> ("leaf " + i).getBytes(UTF_8)).toList());
  }

  static SignedTree of(List<byte[]> leaves) {
    return of(leaves, CheckpointSigner.ed25519(ORIGIN, newKeys("Ed25519")));
  }

  static SignedTree of(List<byte[]> leaves, CheckpointSigner signer) {
    InclusionProver prover = InclusionProver.over(leaves.iterator());
    return new SignedTree(leaves, prover, signer, signer.sign(prover.size(), prover.root()));
  }

  static KeyPair newKeys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  InclusionProof prove(int index) {
    return prover.prove(index, from -> leaves.subList((int) from, leaves.size()).iterator());
  }

  String file(int index) {
    return prove(index).toFile(checkpoint, null);
  }

  ProofVerifier.Verdict verify(String file, int index) {
    return ProofVerifier.verify(file.getBytes(UTF_8), signer.verifierKey(), leaves.get(index));
  }
}
