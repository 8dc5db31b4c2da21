package io.voteengine.result.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs checkpoints of one origin with the host's Ed25519 key, in the format of <a
 * href="https://c2sp.org/signed-note">C2SP signed-note</a>. Immutable and safe for use by several
 * threads. Sign one checkpoint for each origin: two with different roots are proof of fraud.
 */
public final class CheckpointSigner {
  /** The number of Ed25519 among the signature types of signed-note. */
  private static final byte ED25519 = 1;

  /** What precedes the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String origin;
  private final PrivateKey privateKey;
  private final byte[] typeAndKey;
  private final byte[] keyId;

  private CheckpointSigner(String origin, PrivateKey privateKey, byte[] typeAndKey) {
    this.origin = origin;
    this.privateKey = privateKey;
    this.typeAndKey = typeAndKey;
    MessageDigest sha256 = TreeHash.sha256();
    sha256.update((origin + "\n").getBytes(UTF_8));
    keyId = Arrays.copyOf(sha256.digest(typeAndKey), 4);
  }

  /**
   * Returns a signer.
   *
   * @param origin what the signed trees are called, see {@link Checkpoint#origin}; also the name of
   *     the key
   * @param keys an Ed25519 key pair, for example of {@code KeyPairGenerator.getInstance("Ed25519")}
   * @return the signer
   * @throws IllegalArgumentException when the keys are of another algorithm or no pair
   */
  public static CheckpointSigner ed25519(String origin, KeyPair keys) {
    Checkpoint.checkOrigin(origin);
    CheckpointSigner signer =
        new CheckpointSigner(origin, keys.getPrivate(), typeAndKey(keys.getPublic()));
    byte[] probe = "voteengine".getBytes(UTF_8);
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(keys.getPublic());
      verifier.update(probe);
      if (!verifier.verify(signer.signature(probe))) {
        throw new IllegalArgumentException("The private key does not belong to the public key");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The keys cannot sign with Ed25519", e);
    }
    return signer;
  }

  private static byte[] typeAndKey(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded.length != X509.length + 32
        || !Arrays.equals(encoded, 0, X509.length, X509, 0, X509.length)) {
      throw new IllegalArgumentException("The key is not Ed25519 but " + key.getAlgorithm());
    }
    byte[] typeAndKey = Arrays.copyOfRange(encoded, X509.length - 1, encoded.length);
    typeAndKey[0] = ED25519;
    return typeAndKey;
  }

  /**
   * Returns the public key in the form that {@link ProofVerifier} takes. Publish it where it cannot
   * be changed unnoticed.
   *
   * @return {@code origin+keyId+base64}; the first byte behind the base64 names the algorithm
   */
  public String verifierKey() {
    return origin
        + "+"
        + HexFormat.of().formatHex(keyId)
        + "+"
        + Base64.getEncoder().encodeToString(typeAndKey);
  }

  /**
   * Signs the checkpoint of a tree.
   *
   * @param size the number of leaves
   * @param root the 32 bytes of the root
   * @return the checkpoint's three lines, an empty line, and the signature's line
   */
  public String sign(long size, byte[] root) {
    String text = Checkpoint.of(origin, size, root).toString();
    try {
      byte[] signature = signature(text.getBytes(UTF_8));
      byte[] idAndSignature = Arrays.copyOf(keyId, keyId.length + signature.length);
      System.arraycopy(signature, 0, idAndSignature, keyId.length, signature.length);
      String base64 = Base64.getEncoder().encodeToString(idAndSignature);
      return text + "\n\u2014 " + origin + " " + base64 + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key signed before and does no longer", e);
    }
  }

  private byte[] signature(byte[] message) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(privateKey);
    signer.update(message);
    return signer.sign();
  }
}
