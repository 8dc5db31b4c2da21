package io.voteengine.result.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published vectors: RFC 6962's own, and a poll that was computed in Python. */
class ResultVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String POLL = "launch day";
  private static final List<byte[]> RFC_6962 =
      Stream.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
          .map(HEX::parseHex)
          .collect(Collectors.toCollection(ArrayList::new));

  static {
    RFC_6962.add(HEX.parseHex("606162636465666768696a6b6c6d6e6f"));
  }

  @Test
  void rootsAreThoseOfRfc6962() throws IOException {
    List<String> roots = Vectors.below("RFC 6962").lines().toList();
    assertThat(roots)
        .hasSize(9)
        .contains(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    MerkleTreeBuilder tree = new MerkleTreeBuilder();
    assertThat(HEX.formatHex(tree.root())).isEqualTo(roots.get(0));
    for (int i = 0; i < RFC_6962.size(); i++) {
      tree.add(RFC_6962.get(i));
      assertThat(HEX.formatHex(tree.root())).isEqualTo(roots.get(i + 1));
    }
  }

  /** The paths that RFC 6962's reference implementation is tested with. */
  @Test
  void pathsAreThoseOfRfc6962() {
    assertThat(path(0, 8))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(path(5, 8))
        .containsExactly(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(path(2, 3))
        .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  }

  private static List<String> path(int index, int size) {
    List<byte[]> leaves = RFC_6962.subList(0, size);
    return InclusionProver.over(leaves.iterator())
        .prove(index, from -> leaves.iterator())
        .siblings()
        .stream()
        .map(sibling -> HEX.formatHex(Base64.getDecoder().decode(sibling)))
        .toList();
  }

  @Test
  void ballotsAreThoseOfTheVectors() throws IOException {
    List<Ballot> ballots = ballots();
    assertThat(ballots.stream().map(ballot -> ballot.toJson() + "\n").collect(Collectors.joining()))
        .isEqualTo(Vectors.below("Published ballots"));
    assertThat(HEX.formatHex(ballots.get(0).leaf()))
        .isEqualTo(Vectors.line("Leaf 1 in hexadecimal"));
  }

  @Test
  void resultIsThatOfTheVectors() throws IOException {
    byte[] leaf = result().leaf();
    assertThat(Base64.getEncoder().encodeToString(leaf))
        .isEqualTo(Vectors.line("Leaf 0 in base64"));
    assertThat(PollResult.parse(leaf)).isEqualTo(result());
  }

  @Test
  void proofsAreThoseOfTheVectors() throws Exception {
    List<byte[]> leaves = new ArrayList<>(List.of(result().leaf()));
    ballots().forEach(ballot -> leaves.add(ballot.leaf()));
    InclusionProver prover = InclusionProver.over(leaves.iterator());
    assertThat(HEX.formatHex(prover.root())).isEqualTo(Vectors.line("Root in hexadecimal"));
    assertThat(prover.size()).isEqualTo(result().treeSize());

    CheckpointSigner signer =
        CheckpointSigner.ed25519(Checkpoint.origin("example.com/votes", POLL), rfc8032Keys());
    assertThat(signer.verifierKey()).isEqualTo(Vectors.line("Verifier key"));
    String checkpoint = signer.sign(prover.size(), prover.root());
    assertThat(checkpoint).isEqualTo(Vectors.below("Signed checkpoint"));

    assertThat(prover.prove(1, from -> leaves.iterator()).toFile(checkpoint, ballots().get(0)))
        .isEqualTo(Vectors.below("Proof of leaf 1"));
    assertThat(prover.prove(0, from -> leaves.iterator()).toFile(checkpoint, null))
        .isEqualTo(Vectors.below("Proof of leaf 0"));
  }

  @Test
  void verifierAcceptsTheVectors() throws IOException {
    String key = Vectors.line("Verifier key");
    Ballot first = ballots().get(0);
    assertThat(
            ProofVerifier.verify(
                Vectors.below("Proof of leaf 1").getBytes(UTF_8),
                key,
                POLL,
                first.subject().key(),
                "UP",
                first.nonce()))
        .isEqualTo(ProofVerifier.Verdict.VALID);
    assertThat(
            ProofVerifier.verify(
                Vectors.below("Proof of leaf 0").getBytes(UTF_8), key, result().leaf()))
        .isEqualTo(ProofVerifier.Verdict.VALID);
  }

  @Test
  void verifyPageShowsTheVectorsAsItsExample() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "verify", "index.html"));
    assertThat(page)
        .contains(Vectors.below("Proof of leaf 1"))
        .contains(Vectors.below("Signed checkpoint"))
        .contains(Vectors.below("Published ballots"))
        .contains(Vectors.line("Leaf 0 in base64"))
        .contains(Vectors.line("Verifier key"));
  }

  private static PollResult result() {
    return new PollResult(
        POLL,
        Instant.parse("2026-11-30T08:00:00Z"),
        Instant.parse("2026-12-01T08:00:00Z"),
        List.of(
            new Standing(SubjectId.of(POLL, "кот \"Tom\""), 2, 0),
            new Standing(SubjectId.of(POLL, "vote-engine"), 2, 1)),
        List.of(new Exclusion("VOID", 2), new Exclusion("QUARANTINED", 1)));
  }

  private static List<Ballot> ballots() throws IOException {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    return Vectors.below("A poll").lines().map(line -> ballot(line, secret)).sorted().toList();
  }

  private static Ballot ballot(String line, byte[] secret) {
    List<String> vote = List.of(line.split(" \\| ", -1));
    SubjectId subject = SubjectId.of(POLL, vote.get(1));
    String nonce = BallotSecret.of(secret).nonce(VoterId.of(vote.get(0)), subject);
    return new Ballot(subject, Choice.parse(vote.get(2)), nonce);
  }

  private static KeyPair rfc8032Keys() throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance("Ed25519");
    return new KeyPair(
        keys.generatePublic(
            new X509EncodedKeySpec(
                HEX.parseHex(
                    "302a300506032b6570032100"
                        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))),
        keys.generatePrivate(
            new PKCS8EncodedKeySpec(
                HEX.parseHex(
                    "302e020100300506032b657004220420"
                        + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))));
  }
}
