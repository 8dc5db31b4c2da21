package io.voteengine.examples.board.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.VoteEngine;
import io.voteengine.result.Amendment;
import io.voteengine.result.ExportFormat;
import io.voteengine.result.Finalization;
import io.voteengine.result.Podium;
import io.voteengine.result.ResultOptions;
import io.voteengine.result.proof.CheckpointSigner;
import io.voteengine.result.proof.ProofVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Results that anyone can check. */
@RestController
@RequestMapping("/api/results")
class ResultController {
  private static final int SHOWN = 10;
  private static final int LONGEST_PROOF = 65_536;

  private final VoteEngine engine;
  private final ResultOptions options;

  ResultController(VoteEngine engine, ResultOptions options) {
    this.engine = engine;
    this.options = options;
  }

  /**
   * The result of a sealed poll.
   *
   * @param poll name of the poll
   * @param sealedAt since when the counts are final
   * @param podium the first places
   * @param root the root of the tree; null: the finalization is under way
   * @param checkpoint the signed root; null as above
   * @param verifierKey checks signatures. A page must take it from a source that it trusts
   * @param amendments what was found later; show it beside the result
   */
  record ResultView(
      String poll,
      @Nullable Instant sealedAt,
      Podium podium,
      @Nullable String root,
      @Nullable String checkpoint,
      String verifierKey,
      List<Amendment> amendments) {}

  @GetMapping("/{poll}")
  ResultView result(@PathVariable String poll) {
    Finalization finalization = sealed(poll);
    return new ResultView(
        poll,
        finalization.sealedAt(),
        engine.results().top(poll, SHOWN),
        finalization.root(),
        finalization.checkpoint(),
        signer(poll).verifierKey(),
        engine.results().amendments(poll));
  }

  /** Small here; a large site streams it. */
  @GetMapping(path = "/{poll}/standings.csv", produces = "text/csv")
  byte[] standings(@PathVariable String poll) throws IOException {
    sealed(poll);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    engine.results().exportStandings(poll, ExportFormat.CSV, out);
    return out.toByteArray();
  }

  @GetMapping(path = "/{poll}/ballots.csv", produces = "text/csv")
  byte[] ballots(@PathVariable String poll) throws IOException {
    sealed(poll);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    engine.results().exportBallots(poll, ExportFormat.CSV, out);
    return out.toByteArray();
  }

  /**
   * What a check of a proof has found.
   *
   * @param verdict VALID, or what is wrong
   */
  record Check(ProofVerifier.Verdict verdict) {}

  /** For a voter without a tool of their own; docs/verify/index.html needs no server. */
  @PostMapping(path = "/{poll}/verify", consumes = MediaType.TEXT_PLAIN_VALUE)
  Check verify(@PathVariable String poll, InputStream body) throws IOException {
    byte[] proof = body.readNBytes(LONGEST_PROOF + 1);
    if (proof.length > LONGEST_PROOF) {
      throw new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE);
    }
    String key = signer(poll).verifierKey();
    return new Check(ProofVerifier.verify(proof, key, ballot(new String(proof, UTF_8))));
  }

  /** The ballot that the file says it proves; the verifier compares it with the tree. */
  private static byte[] ballot(String proof) {
    String prefix = "extra ";
    String line = proof.lines().filter(it -> it.startsWith(prefix)).findFirst().orElse(prefix);
    try {
      return Base64.getDecoder().decode(line.substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private Finalization sealed(String poll) {
    return engine
        .results()
        .finalization(poll)
        .filter(it -> it.sealedAt() != null)
        .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
  }

  private CheckpointSigner signer(String poll) {
    return Objects.requireNonNull(options.signer(poll), "signer");
  }
}
