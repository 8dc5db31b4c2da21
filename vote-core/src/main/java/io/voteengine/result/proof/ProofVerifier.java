package io.voteengine.result.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * Checks proofs and checkpoints with the JDK alone. Copy this file into a program of your own: it
 * uses nothing else of VoteEngine, not even the code that makes proofs, so that a mistake there
 * cannot hide here. The formats are those of <a href="https://c2sp.org/tlog-proof">C2SP
 * tlog-proof</a> and <a href="https://c2sp.org/signed-note">signed-note</a>; docs/results.md says
 * where this is stricter. Stateless and safe for use by several threads.
 */
public final class ProofVerifier {
  private static final int MAX_FILE = 1 << 17;
  private static final int MAX_SIBLINGS = 50;
  private static final int MAX_SIGNATURES = 16;
  private static final int MAX_EXTRA = 1024;
  private static final int MAX_LINES = MAX_SIBLINGS + MAX_SIGNATURES + 8;
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private ProofVerifier() {}

  /** What a check found. Everything but {@link #VALID} means: do not trust it. */
  public enum Verdict {
    /** The leaf is in the tree whose root the key has signed. */
    VALID,
    /** The text is not a proof file, or not a signed checkpoint, in its one form. */
    MALFORMED,
    /** The checkpoint is of another origin than the key: of another poll or another site. */
    OTHER_ORIGIN,
    /** No signature names this key. */
    OTHER_KEY,
    /** A signature names this key, and the key did not make it: something signed was changed. */
    BAD_SIGNATURE,
    /** The tree has another size: the index or the number of hashes does not fit it. */
    OTHER_SIZE,
    /** The file says that it proves another ballot than the one given. */
    OTHER_BALLOT,
    /** Leaf and hashes do not lead to the signed root: one of them, or the index, was changed. */
    OTHER_ROOT
  }

  /**
   * Checks that a ballot is counted in a result.
   *
   * @param proof the bytes of the proof file
   * @param verifierKey the site's key, {@code origin+keyId+base64}, from a source that you trust
   * @param poll name of the poll
   * @param subject the subject's key
   * @param choice UP or DOWN
   * @param nonce the 64 hexadecimal digits of the ballot
   * @return the verdict
   * @throws IllegalArgumentException when the key or the nonce is none
   */
  public static Verdict verify(
      byte[] proof, String verifierKey, String poll, String subject, String choice, String nonce) {
    ByteArrayOutputStream leaf = new ByteArrayOutputStream();
    field(leaf, "voteengine/1".getBytes(UTF_8));
    field(leaf, poll.getBytes(UTF_8));
    field(leaf, subject.getBytes(UTF_8));
    field(leaf, choice.getBytes(UTF_8));
    byte[] bytes = HexFormat.of().parseHex(nonce);
    if (bytes.length != 32) {
      throw new IllegalArgumentException("nonce must have 64 hexadecimal digits");
    }
    field(leaf, bytes);
    return verify(proof, verifierKey, leaf.toByteArray());
  }

  private static void field(ByteArrayOutputStream leaf, byte[] field) {
    leaf.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
    leaf.writeBytes(field);
  }

  /**
   * Checks that a leaf is in a tree.
   *
   * @param proof the bytes of the proof file
   * @param verifierKey the site's key, {@code origin+keyId+base64}, from a source that you trust
   * @param leaf the bytes of the leaf: a ballot's, or leaf 0, which is the result
   * @return the verdict
   * @throws IllegalArgumentException when the key is none
   */
  public static Verdict verify(byte[] proof, String verifierKey, byte[] leaf) {
    Key key = Key.parse(verifierKey);
    try {
      Lines lines = new Lines(proof);
      lines.take("c2sp.org/tlog-proof@v1");
      byte[] extra = lines.startsWith("extra ") ? lines.base64("extra ") : null;
      require(extra == null || (extra.length > 0 && extra.length <= MAX_EXTRA));
      long index = lines.number("index ");
      List<byte[]> siblings = new ArrayList<>();
      while (!lines.startsWith("")) {
        siblings.add(lines.hash());
        require(siblings.size() <= MAX_SIBLINGS);
      }
      lines.take("");
      Note note = Note.parse(lines);
      Verdict signature = note.signedBy(key);
      if (signature != Verdict.VALID) {
        return signature;
      }
      if (extra != null && !Arrays.equals(extra, leaf)) {
        return Verdict.OTHER_BALLOT;
      }
      return inTree(hash(0, leaf), index, siblings, note.size(), note.root());
    } catch (IllegalArgumentException e) {
      return Verdict.MALFORMED;
    }
  }

  /**
   * Checks that a checkpoint signs the tree that you have computed yourself, for example from the
   * published ballots.
   *
   * @param signedCheckpoint the bytes of the checkpoint with its signature
   * @param verifierKey the site's key, {@code origin+keyId+base64}, from a source that you trust
   * @param size the number of leaves that you have counted
   * @param root the root that you have computed
   * @return the verdict
   * @throws IllegalArgumentException when the key is none
   */
  public static Verdict verifyCheckpoint(
      byte[] signedCheckpoint, String verifierKey, long size, byte[] root) {
    Key key = Key.parse(verifierKey);
    try {
      Note note = Note.parse(new Lines(signedCheckpoint));
      Verdict signature = note.signedBy(key);
      if (signature != Verdict.VALID) {
        return signature;
      }
      if (note.size() != size) {
        return Verdict.OTHER_SIZE;
      }
      return Arrays.equals(note.root(), root) ? Verdict.VALID : Verdict.OTHER_ROOT;
    } catch (IllegalArgumentException e) {
      return Verdict.MALFORMED;
    }
  }

  /** RFC 9162, section 2.1.3.2, step by step. */
  static Verdict inTree(
      byte[] leafHash, long index, List<byte[]> siblings, long size, byte[] root) {
    if (index >= size) {
      return Verdict.OTHER_SIZE;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : siblings) {
      if (last == 0) {
        return Verdict.OTHER_SIZE;
      }
      if ((node & 1) == 1 || node == last) {
        hash = hash(1, sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = hash(1, hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      return Verdict.OTHER_SIZE;
    }
    return Arrays.equals(hash, root) ? Verdict.VALID : Verdict.OTHER_ROOT;
  }

  private static byte[] hash(int prefix, byte[]... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) prefix);
      for (byte[] part : parts) {
        sha256.update(part);
      }
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("not in the one form");
    }
  }

  /** Decodes base64 that is exactly as an encoder writes it; the JDK's decoder is lenient. */
  private static byte[] decode(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    require(Base64.getEncoder().encodeToString(bytes).equals(base64));
    return bytes;
  }

  /** The public key of an origin. */
  private record Key(String name, byte[] id, PublicKey key) {
    static Key parse(String text) {
      String[] parts = text.split("\\+", 3);
      try {
        byte[] typeAndKey = decode(parts[2]);
        require(typeAndKey.length == 33 && typeAndKey[0] == 1);
        byte[] id = HexFormat.of().parseHex(parts[1]);
        byte[] origin = (parts[0] + "\n").getBytes(UTF_8);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(origin);
        require(Arrays.equals(id, Arrays.copyOf(sha256.digest(typeAndKey), 4)));
        byte[] x509 = Arrays.copyOf(X509, X509.length + 32);
        System.arraycopy(typeAndKey, 1, x509, X509.length, 32);
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        return new Key(parts[0], id, factory.generatePublic(new X509EncodedKeySpec(x509)));
      } catch (GeneralSecurityException | RuntimeException e) {
        throw new IllegalArgumentException(
            "The verifier key must be origin+keyId+base64 of an Ed25519 key: " + text, e);
      }
    }

    boolean signed(byte[] message, byte[] signature) {
      try {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException e) {
        return false; // Such as a signature of another length.
      }
    }
  }

  /** A checkpoint with its signatures: the name of a key, four bytes of its id, the signature. */
  private record Note(
      String origin, long size, byte[] root, byte[] text, List<String[]> signatures) {
    static Note parse(Lines lines) {
      String origin = lines.next();
      require(!origin.isEmpty());
      long size = lines.number("");
      byte[] root = lines.hash();
      byte[] text = lines.taken(3);
      lines.take("");
      List<String[]> signatures = new ArrayList<>();
      do {
        String[] parts = lines.next().split(" ", -1);
        require(parts.length == 3 && parts[0].equals("\u2014") && !parts[1].isEmpty());
        require(parts[1].chars().noneMatch(c -> c == '+' || Character.isSpaceChar(c)));
        require(decode(parts[2]).length > 4);
        signatures.add(parts);
        require(signatures.size() <= MAX_SIGNATURES);
      } while (!lines.atEnd());
      return new Note(origin, size, root, text, signatures);
    }

    /** Ignores the signatures of other keys, as signed-note demands, and checks all of this one. */
    Verdict signedBy(Key key) {
      if (!origin.equals(key.name())) {
        return Verdict.OTHER_ORIGIN;
      }
      Verdict verdict = Verdict.OTHER_KEY;
      for (String[] line : signatures) {
        byte[] signature = decode(line[2]);
        if (line[1].equals(key.name()) && Arrays.equals(signature, 0, 4, key.id(), 0, 4)) {
          if (!key.signed(text, Arrays.copyOfRange(signature, 4, signature.length))) {
            return Verdict.BAD_SIGNATURE;
          }
          verdict = Verdict.VALID;
        }
      }
      return verdict;
    }
  }

  /** The lines of a text that is small, strict UTF-8, and ends with a line break. */
  private static final class Lines {
    private final Deque<String> left = new ArrayDeque<>();
    private final List<String> taken = new ArrayList<>();

    Lines(byte[] file) {
      require(file.length <= MAX_FILE);
      String text;
      try {
        text = UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      } catch (CharacterCodingException e) {
        throw new IllegalArgumentException(e);
      }
      require(text.endsWith("\n") && text.chars().allMatch(c -> c >= ' ' || c == '\n'));
      left.addAll(List.of(text.substring(0, text.length() - 1).split("\n", MAX_LINES + 1)));
      require(left.size() <= MAX_LINES);
    }

    String next() {
      require(!left.isEmpty());
      taken.add(left.removeFirst());
      return taken.get(taken.size() - 1);
    }

    boolean atEnd() {
      return left.isEmpty();
    }

    void take(String expected) {
      require(next().equals(expected));
    }

    /** Tells how the next line starts; "" stands for an empty line. */
    boolean startsWith(String start) {
      require(!left.isEmpty());
      return start.isEmpty() ? left.getFirst().isEmpty() : left.getFirst().startsWith(start);
    }

    byte[] base64(String start) {
      return decode(next().substring(start.length()));
    }

    byte[] hash() {
      byte[] hash = decode(next());
      require(hash.length == 32);
      return hash;
    }

    /** Reads digits without leading zeroes: at most 15, so that JavaScript has them exactly. */
    long number(String start) {
      String line = next();
      require(line.startsWith(start) && line.length() <= start.length() + 15);
      String digits = line.substring(start.length());
      require(digits.matches("0|[1-9][0-9]*"));
      return Long.parseLong(digits);
    }

    byte[] taken(int lines) {
      return (String.join("\n", taken.subList(taken.size() - lines, taken.size())) + "\n")
          .getBytes(UTF_8);
    }
  }
}
