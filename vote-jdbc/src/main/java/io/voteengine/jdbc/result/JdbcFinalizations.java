package io.voteengine.jdbc.result;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.backup.Backup;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.apply.quarantine.LateVotes;
import io.voteengine.jdbc.poll.PollSeal;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.query.PollAudit;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.poll.PollException;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.result.proof.Exclusion;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.ledger.CountedPoll;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.ledger.SealReadiness;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The finalization of polls, in the tables of their results. */
public final class JdbcFinalizations implements LedgerFinalizations {
  private static final String RECORD = "record a finalization";
  private static final String READ = "read a finalization";

  private final Transactions transactions;
  private final Transactions scans;
  private final Supplier<PartitionRange> range;

  /**
   * @param scans for statements that read every vote of a poll
   */
  public JdbcFinalizations(
      Transactions transactions, Transactions scans, Supplier<PartitionRange> range) {
    this.transactions = transactions;
    this.scans = scans;
    this.range = range;
  }

  @Override
  public List<String> due(Duration grace) {
    return transactions.read("look for polls to finalize", tx -> DuePolls.of(tx, grace));
  }

  @Override
  public PollSnapshot begin(String poll) {
    return transactions.write(
        "begin to finalize a poll",
        tx -> {
          PollSnapshot closing = PollSeal.begin(tx, poll);
          ResultTable.begin(tx, closing);
          return closing;
        });
  }

  @Override
  public Optional<Finalization> find(String poll) {
    return transactions.read(READ, tx -> find(tx, poll));
  }

  private static Optional<Finalization> find(Transaction tx, String poll) {
    return ResultTable.find(tx, poll)
        .map(
            row ->
                new Finalization(
                    row.poll(),
                    row.begunAt(),
                    row.sealedAt(),
                    row.subjects(),
                    row.up(),
                    row.down(),
                    row.backup(),
                    row.backupDigest(),
                    row.root(),
                    row.checkpoint(),
                    row.notifiedAt(),
                    PhaseTable.of(tx, poll)));
  }

  @Override
  public boolean claim(String poll, UUID run, UUID node, Duration lease) {
    return transactions.write(RECORD, tx -> ResultTable.claim(tx, poll, run, node, lease));
  }

  @Override
  public boolean renew(String poll, UUID run, Duration lease) {
    return transactions.write(RECORD, tx -> ResultTable.renew(tx, poll, run, lease));
  }

  @Override
  public boolean claimNotification(String poll, UUID node, Duration lease) {
    return transactions.write(RECORD, tx -> ResultTable.claimNotification(tx, poll, node, lease));
  }

  @Override
  public void release(String poll, UUID run) {
    write(tx -> ResultTable.release(tx, poll, run));
  }

  @Override
  public void phaseBegins(String poll, FinalizationPhase phase) {
    write(tx -> PhaseTable.begin(tx, poll, phase));
  }

  @Override
  public void phaseEnded(String poll, FinalizationPhase phase, @Nullable String failure) {
    write(tx -> PhaseTable.end(tx, poll, phase, failure));
  }

  @Override
  public List<String> closing() {
    return transactions.read("look for closing polls", DuePolls::closing);
  }

  @Override
  public void settled(String poll, UUID node, long epochs) {
    write(tx -> SealConditions.settled(tx, poll, node, epochs));
  }

  @Override
  public SealReadiness readiness(String poll, UUID node) {
    return transactions.read(
        READ,
        tx -> {
          PollSnapshot recorded =
              PollTable.find(tx.handle(), poll)
                  .orElseThrow(
                      () ->
                          new PollException(
                              "No poll '" + poll + "' is recorded: define it first."));
          return SealConditions.of(tx, recorded, node, range.get().partitions());
        });
  }

  @Override
  public CountedPoll count(String poll) {
    // The sums of versions come from before the counts: what changes in between shows in the seal.
    long versions = transactions.read(READ, tx -> Sealing.versions(tx, poll));
    List<Exclusion> excluded = scans.read(READ, tx -> Sealing.excluded(tx, poll));
    return new CountedPoll(
        scans.read("count a poll", tx -> PollAudit.of(tx, poll)), versions, excluded);
  }

  @Override
  public boolean keepBackup(String poll, Backup backup) {
    return transactions.write(RECORD, tx -> ResultTable.keepBackup(tx, poll, backup));
  }

  @Override
  public boolean seal(String poll, UUID node, CountedPoll counted) {
    return transactions.write(
        "seal a poll", tx -> Sealing.seal(tx, poll, node, counted, range.get()));
  }

  @Override
  public void writeBallots(String poll, Runnable progress) {
    ResultTable.Row row = transactions.read(READ, tx -> ResultTable.find(tx, poll)).orElseThrow();
    if (row.root() == null) {
      new BallotWriter(transactions, scans, poll, row.ballotSecret(), progress)
          .write(row.written());
    }
  }

  @Override
  public Finalization keepRoot(
      String poll, byte[] root, byte[] blocks, @Nullable String checkpoint) {
    return transactions.write(
        RECORD,
        tx -> {
          ResultTable.keepRoot(tx, poll, root, blocks, checkpoint);
          return find(tx, poll).orElseThrow();
        });
  }

  @Override
  public List<SubjectId> subjects(
      int partition, String poll, @Nullable SubjectId after, int limit) {
    return transactions.read(
        "read a poll's subjects",
        tx ->
            tx.handle()
                .createQuery(
                    """
                    SELECT subject FROM vote_tally WHERE part = ? AND poll = ? AND subject > ?
                    ORDER BY part, poll, subject LIMIT ?
                    """)
                .bind(0, partition)
                .bind(1, poll)
                .bind(2, after == null ? "" : after.key())
                .bind(3, limit)
                .map((rows, context) -> SubjectId.of(poll, rows.getString("subject")))
                .list());
  }

  @Override
  public void cleared(String poll) {
    write(tx -> ResultTable.mark(tx, poll, "cleared_at"));
  }

  @Override
  public List<Finalization> unfinished() {
    return transactions.read(
        READ,
        tx ->
            DuePolls.unfinished(tx).stream()
                .map(poll -> find(tx, poll).orElseThrow())
                .sorted(Comparator.comparing(Finalization::begunAt))
                .toList());
  }

  @Override
  public boolean archive(String poll) {
    return transactions.write(
        "archive a poll",
        tx ->
            tx.handle()
                    .execute(
                        """
                        UPDATE vote_poll SET archived = TRUE WHERE name = ? AND EXISTS (
                          SELECT 1 FROM vote_result r WHERE r.poll = ? AND r.root IS NOT NULL)
                        """,
                        poll,
                        poll)
                > 0);
  }

  @Override
  public List<String> archived() {
    return transactions.read("list archived polls", DuePolls::archived);
  }

  @Override
  public List<String> unnotified() {
    return transactions.read("look for results to notify the host of", DuePolls::unnotified);
  }

  @Override
  public void notified(String poll) {
    write(tx -> ResultTable.mark(tx, poll, "notified_at"));
  }

  @Override
  public void late(int partition, VoteKey vote, RequestId requestId, long castAt) {
    transactions.write(
        RECORD,
        tx -> {
          Map<VoteKey, VoteRow> row = new BulkReads(tx, partition).readVotes(List.of(vote));
          if (row.getOrDefault(vote, VoteRow.NONE).yieldsTo(castAt, requestId)
              && PollTable.find(tx.handle(), vote.subject().poll())
                  .filter(poll -> poll.state() == PollSnapshot.State.SEALED)
                  .isPresent()) {
            LateVotes.amend(tx, vote.subject(), requestId, castAt);
          }
          return vote;
        });
  }

  private interface Change {
    void run(Transaction tx);
  }

  private void write(Change change) {
    transactions.write(
        RECORD,
        tx -> {
          change.run(tx);
          return tx;
        });
  }
}
