package io.voteengine.result.proof;

import static io.voteengine.result.proof.ProofVerifier.Verdict.VALID;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is published names no voter, so a voter can be erased while root and proofs stay valid. */
class ErasedVoterTest {
  private static final SubjectId TOM = SubjectId.of("cats", "tom");
  private static final VoterId ADA = VoterId.of("ada@example.com");
  private static final VoterId BOB = VoterId.of("bob@example.com");

  private final BallotSecret secret = BallotSecret.random(new SecureRandom());

  /** Stands for the ledger's rows: the only place that knows who voted. */
  private final Map<VoterId, Choice> rows = new HashMap<>(Map.of(ADA, Choice.UP, BOB, Choice.DOWN));

  private List<Ballot> ballots() {
    return rows.entrySet().stream()
        .map(row -> new Ballot(TOM, row.getValue(), secret.nonce(row.getKey(), TOM)))
        .sorted()
        .toList();
  }

  private static PollResult result() {
    return new PollResult("cats", null, Instant.EPOCH, List.of(new Standing(TOM, 1, 1)), List.of());
  }

  private static SignedTree tree(List<Ballot> ballots) {
    List<byte[]> leaves = new ArrayList<>(List.of(result().leaf()));
    ballots.forEach(ballot -> leaves.add(ballot.leaf()));
    return SignedTree.of(leaves);
  }

  @Test
  void erasedVoterLeavesRootAndProofsValid() {
    List<Ballot> kept = ballots();
    SignedTree tree = tree(kept);
    int adas = 1 + kept.indexOf(new Ballot(TOM, Choice.UP, secret.nonce(ADA, TOM)));
    String before = tree.file(adas);

    rows.remove(ADA);
    rows.put(VoterId.of("erased-1"), Choice.UP);

    assertThat(tree.verify(before, adas)).isEqualTo(VALID);
    // The kept ballots still make the same tree, and proofs of it for everybody.
    InclusionProver again = tree(kept).prover();
    assertThat(again.root()).isEqualTo(tree.prover().root());
    for (int index = 0; index < tree.leaves().size(); index++) {
      assertThat(tree.verify(tree.file(index), index)).isEqualTo(VALID);
    }
    // From the rows alone the tree cannot be made again: that is why the ballots are kept.
    assertThat(tree(ballots()).prover().root()).isNotEqualTo(tree.prover().root());
  }

  @Test
  void noOutputNamesAVoterOrTheSecret() {
    List<Ballot> ballots = ballots();
    SignedTree tree = tree(ballots);
    List<String> outputs = new ArrayList<>();
    tree.leaves().forEach(leaf -> outputs.add(new String(leaf, ISO_8859_1)));
    ballots.forEach(ballot -> outputs.add(ballot.toJson() + ballot + tree.signer().verifierKey()));
    for (int index = 0; index < tree.leaves().size(); index++) {
      outputs.add(tree.prove(index).toFile(tree.checkpoint(), ballots.get(Math.max(0, index - 1))));
    }
    String all = outputs.stream().collect(Collectors.joining("\n")) + result() + secret;

    assertThat(all)
        .contains("tom")
        .doesNotContain("ada@")
        .doesNotContain("bob@")
        .doesNotContain(new String(secret.toBytes(), ISO_8859_1))
        .doesNotContain(HexFormat.of().formatHex(secret.toBytes()));
    // A digest of the id alone would be found by trying ids.
    assertThat(BallotSecret.of(new byte[32]).nonce(ADA, TOM)).isNotEqualTo(secret.nonce(ADA, TOM));
  }
}
