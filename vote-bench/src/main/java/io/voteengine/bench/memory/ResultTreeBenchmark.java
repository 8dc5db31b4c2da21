package io.voteengine.bench.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.result.proof.Ballot;
import io.voteengine.result.proof.Checkpoint;
import io.voteengine.result.proof.CheckpointSigner;
import io.voteengine.result.proof.InclusionProof;
import io.voteengine.result.proof.InclusionProver;
import io.voteengine.result.proof.MerkleTreeBuilder;
import io.voteengine.result.proof.ProofVerifier;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Roots, proofs and checks of results, in a heap of 24 MB: the leaves are made as they are read, so
 * nothing but the tree's own hashes is kept.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx24m", "-XX:+UseSerialGC"})
@State(Scope.Benchmark)
public class ResultTreeBenchmark {
  private static final SubjectId SUBJECT = SubjectId.of("launch-2026-11-30", "vote-engine");

  /** The number of ballots. */
  @Param({"10000", "10000000"})
  long ballots = 10_000;

  private @Nullable InclusionProver prover;
  private String verifierKey = "";
  private byte[] leaf = {};
  private byte[] file = {};

  /** Makes a tree and one proof. */
  @Setup
  public void sign() throws GeneralSecurityException {
    InclusionProver made = InclusionProver.over(from(0));
    prover = made;
    CheckpointSigner signer =
        CheckpointSigner.ed25519(
            Checkpoint.origin("example.com/votes", SUBJECT.poll()),
            KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    verifierKey = signer.verifierKey();
    Ballot ballot = ballot(ballots / 3);
    leaf = ballot.leaf();
    file = prove().toFile(signer.sign(made.size(), made.root()), ballot).getBytes(UTF_8);
  }

  private Iterator<byte[]> from(long index) {
    return LongStream.range(index, ballots).mapToObj(i -> ballot(i).leaf()).iterator();
  }

  private static Ballot ballot(long i) {
    return new Ballot(SUBJECT, Choice.UP, "0".repeat(48) + HexFormat.of().toHexDigits(i));
  }

  /** One pass over all ballots, making them included. */
  @Benchmark
  public byte[] root() {
    MerkleTreeBuilder tree = new MerkleTreeBuilder();
    from(0).forEachRemaining(tree::add);
    return tree.root();
  }

  /** One proof from the prover's hashes and 1,024 ballots. */
  @Benchmark
  public InclusionProof prove() {
    return Objects.requireNonNull(prover).prove(ballots / 3, this::from);
  }

  /** One check of a proof file, with key, signature and path. */
  @Benchmark
  public ProofVerifier.Verdict check() {
    ProofVerifier.Verdict verdict = ProofVerifier.verify(file, verifierKey, leaf);
    if (verdict != ProofVerifier.Verdict.VALID) {
      throw new IllegalStateException("The proof is " + verdict);
    }
    return verdict;
  }
}
