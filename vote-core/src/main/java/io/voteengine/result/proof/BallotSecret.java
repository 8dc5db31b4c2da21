package io.voteengine.result.proof;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of one poll, from which each ballot's nonce is made. Anyone who has it can find the
 * ballots of a voter whose id they know; without it nobody can. Immutable and safe for use by
 * several threads.
 */
public final class BallotSecret {
  private static final int BYTES = 32;
  private final SecretKeySpec key;

  private BallotSecret(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("A ballot secret has 32 bytes, not " + secret.length);
    }
    key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /**
   * Returns a new secret.
   *
   * @param random the source of its bytes
   * @return the secret
   */
  public static BallotSecret random(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new BallotSecret(secret);
  }

  /**
   * Returns the secret that {@link #toBytes} wrote.
   *
   * @param secret 32 bytes; copied
   * @return the secret
   * @throws IllegalArgumentException when there are not 32 bytes
   */
  public static BallotSecret of(byte[] secret) {
    return new BallotSecret(secret);
  }

  /**
   * Returns the bytes to keep. Keep them as secret as the voters' ids.
   *
   * @return a new array of 32 bytes
   */
  public byte[] toBytes() {
    return key.getEncoded();
  }

  /**
   * Returns the nonce of a voter's ballot: HMAC-SHA256 (RFC 2104) of voter, poll and subject, each
   * behind its length in four bytes. The same arguments always give the same nonce.
   *
   * @param voter who voted
   * @param subject what the vote is for
   * @return 64 lower-case hexadecimal digits
   */
  public String nonce(VoterId voter, SubjectId subject) {
    byte[] message =
        new LengthPrefixed().text(voter.value()).text(subject.poll()).text(subject.key()).toBytes();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  /** Returns a text without the secret, so that no log shows it. */
  @Override
  public String toString() {
    return "BallotSecret[hidden]";
  }
}
