package io.voteengine.engine.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.ResultCheck;
import io.voteengine.result.ResultOptions;
import io.voteengine.result.proof.CheckpointSigner;
import io.voteengine.result.proof.InclusionProof;
import io.voteengine.result.proof.InclusionProver;
import io.voteengine.result.proof.PollResult;
import io.voteengine.result.proof.ProofVerifier;
import io.voteengine.result.proof.ResultLeaves;
import io.voteengine.spi.ledger.LedgerResults;
import io.voteengine.spi.ledger.PlacedBallot;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proves that ballots are in a result, and computes results again. */
final class Proofs {
  private static final HexFormat HEX = HexFormat.of();

  private final LedgerResults results;
  private final ResultOptions options;

  Proofs(LedgerResults results, ResultOptions options) {
    this.results = results;
    this.options = options;
  }

  Optional<String> proof(Optional<Finalization> finalization, VoterId voter, SubjectId subject) {
    if (finalization.isEmpty() || !finalization.get().isComplete()) {
      return Optional.empty();
    }
    CheckpointSigner signer = options.signer(subject.poll());
    if (signer == null) {
      throw new FinalizationException(
          "The engine has no key to sign results with, so there are no proofs: give it one by"
              + " ResultOptions.signedBy.",
          null);
    }
    return results.ballot(voter, subject).map(ballot -> file(finalization.get(), ballot, signer));
  }

  private String file(Finalization finalization, PlacedBallot placed, CheckpointSigner signer) {
    String poll = finalization.poll();
    PollResult result = results.result(poll).orElseThrow();
    InclusionProver prover =
        InclusionProver.of(results.blocks(poll).orElseThrow(), result.treeSize());
    byte[] root = HEX.parseHex(Objects.requireNonNull(finalization.root()));
    try {
      InclusionProof proof =
          prover.prove(
              placed.index(),
              from -> ResultLeaves.from(result, from, skipped -> results.ballots(poll, skipped)));
      return proof.toFile(signer.sign(result.treeSize(), root), placed.ballot());
    } catch (IllegalStateException e) {
      throw new FinalizationException(
          "The ballots of the poll '"
              + poll
              + "' are not those that were signed: something other than the ledger has changed the"
              + " database. Call results().verify to find what differs.",
          e);
    }
  }

  ResultCheck verify(Finalization finalization) {
    String poll = finalization.poll();
    ResultCheck compared = results.compare(poll);
    List<String> findings = new ArrayList<>(compared.findings());
    PollResult result = results.result(poll).orElseThrow();
    InclusionProver tree = InclusionProver.over(ResultLeaves.of(result, results.ballots(poll, 0)));
    String root = HEX.formatHex(tree.root());
    if (!root.equals(finalization.root())) {
      findings.add(
          String.format(
              Locale.ROOT,
              "The root of the counts and ballots is %s; the recorded one is %s.",
              root,
              finalization.root()));
    }
    checkpoint(finalization, tree).ifPresent(findings::add);
    return new ResultCheck(poll, compared.differing(), findings);
  }

  private Optional<String> checkpoint(Finalization finalization, InclusionProver tree) {
    @Nullable String signed = finalization.checkpoint();
    CheckpointSigner signer = options.signer(finalization.poll());
    if (signed == null || signer == null) {
      return Optional.empty();
    }
    ProofVerifier.Verdict verdict =
        ProofVerifier.verifyCheckpoint(
            signed.getBytes(UTF_8), signer.verifierKey(), tree.size(), tree.root());
    return verdict == ProofVerifier.Verdict.VALID
        ? Optional.empty()
        : Optional.of("The signed checkpoint does not fit: " + verdict + ".");
  }
}
