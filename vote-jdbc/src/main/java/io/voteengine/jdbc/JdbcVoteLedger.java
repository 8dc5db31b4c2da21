package io.voteengine.jdbc;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.BatchCheck;
import io.voteengine.jdbc.apply.CarefulWrites;
import io.voteengine.jdbc.apply.GroupCommit;
import io.voteengine.jdbc.apply.LedgerWrites;
import io.voteengine.jdbc.apply.StaleTable;
import io.voteengine.jdbc.apply.VoteWrites;
import io.voteengine.jdbc.apply.direct.DirectVotes;
import io.voteengine.jdbc.lease.JdbcLeases;
import io.voteengine.jdbc.lease.SoleLeases;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.query.RankingRefresh;
import io.voteengine.jdbc.query.RequestSearch;
import io.voteengine.jdbc.query.StoreReads;
import io.voteengine.jdbc.source.OwnDatabase;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.upkeep.LogRetention;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.spi.ledger.LedgerQuarantine;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.spi.ledger.LedgerRecords;
import io.voteengine.spi.ledger.LedgerResults;
import io.voteengine.spi.ledger.LedgerSubjects;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.util.RunAll;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in an SQL database: PostgreSQL 14, MySQL 8.0, MariaDB 10.11, or newer, or H2 2.4. Your
 * application brings the JDBC driver and creates the tables with {@link VoteSchema}. Safe for use
 * by many threads.
 *
 * <p>What it reports as committed is on disk. On PostgreSQL it turns {@code synchronous_commit} on
 * for its own transactions if it is off, and on H2 it forces each commit to the file. On MySQL and
 * MariaDB only the server's administrator can set this, so {@link #open} refuses a server that does
 * not wait for its disk.
 */
public final class JdbcVoteLedger implements VoteLedger {
  private final Transactions transactions;
  private final Transactions audits;
  private final @Nullable OwnDatabase own;
  private final @Nullable Duration auditRetention;
  private final LedgerParts parts;
  private final LedgerLeases leases;
  private final VoteWrites writes;
  private final GroupCommit groups;
  private final RankingRefresh rankings;
  private final StoreReads storeReads;
  private final RequestSearch requests;
  private volatile String database = "a database that is not open";
  private volatile @Nullable LedgerOpening opening;

  JdbcVoteLedger(
      Transactions transactions,
      Duration auditTimeout,
      @Nullable Duration auditRetention,
      Duration backupRetention,
      @Nullable OwnDatabase own) {
    this.transactions = transactions;
    this.audits = transactions.withTimeout(auditTimeout);
    this.auditRetention = auditRetention;
    this.own = own;
    this.writes = new CarefulWrites(transactions);
    this.groups = new GroupCommit(transactions);
    this.rankings = new RankingRefresh(transactions);
    this.storeReads = new StoreReads(transactions);
    this.requests = new RequestSearch(transactions);
    this.leases =
        own != null && own.isSole()
            ? new SoleLeases(this::openRange, this::identity)
            : new JdbcLeases(transactions);
    this.parts =
        LedgerParts.of(
            transactions, audits, writes, this::openRange, this::partition, backupRetention);
  }

  /**
   * Returns a ledger in your application's database, with the default options of {@link #builder}.
   *
   * <p>An embedded H2 file needs {@code WRITE_DELAY=0} in its URL, without which it is refused, and
   * {@code DB_CLOSE_ON_EXIT=FALSE}; and the engine must be closed before the pool. Otherwise H2
   * closes the file when the process is asked to end, while the engine still works.
   *
   * @param dataSource your application's pool; the ledger never closes it
   * @return the ledger, not connected yet
   */
  public static JdbcVoteLedger over(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * Returns a builder of a ledger in your application's database.
   *
   * @param dataSource your application's pool; the ledger never closes it
   * @return a builder with the default options, which suit production
   */
  public static JdbcVoteLedgerBuilder builder(DataSource dataSource) {
    return new JdbcVoteLedgerBuilder(Objects.requireNonNull(dataSource, "dataSource"), null);
  }

  /**
   * Returns a ledger that connects to a database with a small pool of its own.
   *
   * @param jdbcUrl the URL of the database
   * @param user the database user
   * @param password the user's password
   * @return the ledger, not connected yet
   * @throws VoteConfigurationException when there is no driver for the URL
   */
  public static JdbcVoteLedger connect(String jdbcUrl, String user, String password) {
    return connecting(jdbcUrl, user, password).build();
  }

  /**
   * Returns a ledger in an H2 file, for one process without a database server. It creates its
   * tables itself, since no other program uses the file.
   *
   * @param path the file, without its ending {@code .mv.db}; it is created when the ledger is
   *     opened
   * @return the ledger, not connected yet
   * @throws VoteConfigurationException when H2's driver is missing
   */
  public static JdbcVoteLedger file(Path path) {
    return inFile(path).build();
  }

  /**
   * Returns a ledger in memory, for tests and demonstrations. Closing it discards everything.
   *
   * @return a ledger that shares nothing with any other one
   * @throws VoteConfigurationException when H2's driver is missing
   */
  public static JdbcVoteLedger memory() {
    return inMemory().build();
  }

  /**
   * Returns a builder of a ledger that connects to a database with a small pool of its own.
   *
   * @param jdbcUrl the URL of the database
   * @param user the database user
   * @param password the user's password
   * @return a builder; its {@code build()} throws {@link VoteConfigurationException} when there is
   *     no driver for the URL
   */
  public static JdbcVoteLedgerBuilder connecting(String jdbcUrl, String user, String password) {
    return new JdbcVoteLedgerBuilder(null, () -> OwnDatabase.connect(jdbcUrl, user, password));
  }

  /**
   * Returns a builder of a ledger as {@link #file} returns it.
   *
   * @param path the file, without its ending {@code .mv.db}
   * @return a builder; its {@code build()} throws {@link VoteConfigurationException} when H2's
   *     driver is missing
   */
  public static JdbcVoteLedgerBuilder inFile(Path path) {
    return new JdbcVoteLedgerBuilder(null, () -> OwnDatabase.file(path));
  }

  /**
   * Returns a builder of a ledger as {@link #memory} returns it.
   *
   * @return a builder; each {@code build()} returns a ledger that shares nothing with any other
   */
  public static JdbcVoteLedgerBuilder inMemory() {
    return new JdbcVoteLedgerBuilder(null, OwnDatabase::memory);
  }

  @Override
  public void open(PartitionRange range) {
    // Known before the rest, so that a ledger which is refused later names its database.
    database = LedgerOpening.check(transactions, own != null && own.ownsSchema());
    opening = LedgerOpening.of(transactions, range);
  }

  @Override
  public String toString() {
    return database;
  }

  @Override
  public UUID identity() {
    return opened().identity();
  }

  @Override
  public List<Position> positions() {
    return transactions.readSettled(
        "read its positions", tx -> PartitionTable.positions(tx.handle()));
  }

  @Override
  public Position position(int partition) {
    return transactions.readSettled(
        "read a position", tx -> PartitionTable.position(tx.handle(), partition));
  }

  @Override
  public List<ApplyResult> apply(List<JournalBatch> batches) {
    return groups.apply(batches);
  }

  @Override
  public boolean recover(Term before, List<JournalEvent> salvage, Term next) {
    BatchCheck.check(before, next);
    return writes.write(
        "recover a partition", (tx, way) -> LedgerWrites.recover(tx, way, before, salvage, next));
  }

  @Override
  public List<CastReply> cast(int partition, List<CastCommand> votes, Deadline deadline) {
    return new CarefulWrites(transactions.retryingUntil(deadline))
        .write(
            "cast votes",
            (tx, way) -> DirectVotes.cast(tx, way, partition, openRange().partitions(), votes));
  }

  @Override
  public LedgerRead<List<SubjectSnapshot>> subjects(
      int partition, List<SubjectId> subjects, int few) {
    return storeReads.subjects(partition, subjects, few);
  }

  @Override
  public LedgerRead<List<VoteSnapshot>> votes(int partition, List<VoteKey> votes) {
    return storeReads.votes(partition, votes);
  }

  @Override
  public LedgerRead<List<HeldVotes>> held(int partition, List<VoterInPoll> voters) {
    return storeReads.held(partition, voters);
  }

  @Override
  public LedgerRead<Optional<PollSnapshot>> poll(int partition, String name) {
    return storeReads.poll(partition, name);
  }

  @Override
  public LedgerPolls polls() {
    return parts.polls();
  }

  @Override
  public LedgerSubjects subjects() {
    return parts.subjects();
  }

  @Override
  public boolean has(SubjectId subject, VoterId voter, RequestId requestId) {
    return requests.has(partition(subject), new VoteKey(subject, voter), requestId);
  }

  @Override
  public List<HistoryEntry> requests(int partition, List<RequestId> requestIds) {
    return requests.requests(partition, requestIds);
  }

  @Override
  public Map<Long, String> quarantined(Term term, long after, long last) {
    return requests.quarantined(term, after, last);
  }

  @Override
  public boolean isQuarantined(SubjectId subject, VoterId voter, RequestId requestId) {
    return requests.isQuarantined(partition(subject), new VoteKey(subject, voter), requestId);
  }

  @Override
  public List<StaleSubject> stale(@Nullable StaleSubject after, int limit) {
    return transactions.read("read its stale subjects", tx -> StaleTable.page(tx, after, limit));
  }

  @Override
  public void unloaded(Term term, List<StaleSubject> subjects) {
    transactions.write("take marks off stale subjects", tx -> StaleTable.clear(tx, term, subjects));
  }

  @Override
  public LedgerQuarantine quarantine() {
    return parts.quarantine();
  }

  @Override
  public LedgerRecords records() {
    return parts.records();
  }

  @Override
  public void refreshRankings() {
    rankings.run();
  }

  @Override
  public LedgerAdministration administration() {
    return parts.administration();
  }

  @Override
  public Optional<LedgerBackups> backups() {
    return Optional.of(parts.backups());
  }

  @Override
  public Optional<LedgerFinalizations> finalizations() {
    return Optional.of(parts.finalizations());
  }

  @Override
  public Optional<LedgerResults> results() {
    return Optional.of(parts.results());
  }

  @Override
  public LedgerLeases leases() {
    return leases;
  }

  private int partition(SubjectId subject) {
    return opened().places().partition(subject, parts.polls()::find);
  }

  private PartitionRange openRange() {
    return opened().range();
  }

  private LedgerOpening opened() {
    LedgerOpening known = opening;
    if (known == null) {
      throw new IllegalStateException("the ledger is not open: call open(partitions) first");
    }
    return known;
  }

  @Override
  public void maintain() {
    RunAll.of(() -> LogRetention.enforce(audits, auditRetention), parts.backups()::maintain);
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
