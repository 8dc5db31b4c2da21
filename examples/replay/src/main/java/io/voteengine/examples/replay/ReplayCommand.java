package io.voteengine.examples.replay;

import io.voteengine.Ack;
import io.voteengine.Poll;
import io.voteengine.examples.console.OpenLedger;
import io.voteengine.examples.console.Program;
import io.voteengine.examples.console.Reasons;
import io.voteengine.examples.console.Screen;
import io.voteengine.examples.console.Session;
import io.voteengine.examples.console.Text;
import io.voteengine.examples.console.UserError;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.spi.VoteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays a file of votes through an engine, and reports what the ledger holds afterwards. */
@Command(
    name = "replay",
    description = {
      "Replays the votes of a CSV file (voter,subject,choice,cast_at; header optional) through the"
          + " engine, keeping their times, and prints as JSON what the ledger holds then.",
      "Of lines of one voter, subject and time with different choices one counts, whatever their"
          + " order: UP before DOWN before NONE. The others are conflicts.",
      "A vote is known by poll, voter, subject and time: replaying a file again changes nothing."
    })
public final class ReplayCommand implements Callable<Integer> {
  /** A slow ledger is waited for as long as it takes some vote within this time. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int MOST_THREADS = 256;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  @Option(names = "--input", required = true, paramLabel = "FILE", description = "The votes.")
  @SuppressWarnings("NullAway.Init")
  Path input;

  @Option(
      names = "--skip-bad-lines",
      description = "Count lines that are no votes, and go on. Otherwise nothing is replayed.")
  boolean skipBadLines;

  @Option(names = "--poll", defaultValue = "replay", description = "Its name. ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  String poll;

  @Option(
      names = "--redis",
      paramLabel = "URI",
      description =
          "Where votes are cast: redis://host[:port], redis-cluster://host:port[,host:port], or"
              + " redis-sentinel://host:port?sentinelMasterId=name. By default in memory.")
  @Nullable String redis;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description =
          "The ledger's database, PostgreSQL or H2. Its tables are made or brought up to date, which"
              + " an application should do itself. By default a temporary H2 file.")
  @Nullable String jdbc;

  @Option(names = "--user", description = "Of the database, where the URL does not say.")
  @Nullable String user;

  @Option(names = "--password", description = "Likewise.")
  @Nullable String password;

  @Option(names = "--threads", paramLabel = "N", description = "By default one per processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "16",
      description = "As the ledger was first opened with. ${DEFAULT-VALUE}.")
  int partitions;

  @Option(
      names = "--ack",
      paramLabel = "accepted|durable",
      defaultValue = "accepted",
      description = "When a vote is answered. ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  Ack ack;

  @Option(names = "--json", paramLabel = "OUT", description = "Writes the JSON to a file, too.")
  @Nullable Path json;

  private final ReplayCounts counts = new ReplayCounts();
  private final PrintStream out;
  private final PrintStream err;
  private volatile long votes;
  private Conflicts conflicts = Conflicts.NONE;

  public ReplayCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the program.
   *
   * @param args see {@code --help}
   */
  public static void main(String... args) {
    Program.main(new ReplayCommand(System.out, System.err), args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    try (OutputFile output = json == null ? null : new OutputFile(json)) {
      votes = countVotes();
      conflicts = Conflicts.find(this::openInput);
      conflicts.print(err);
      Session session = open();
      ReplayReport report;
      try (session) {
        report = replay(session);
      } catch (RuntimeException e) {
        if (session.isInterrupted()) {
          return Session.INTERRUPTED;
        }
        throw e;
      }
      byte[] text = report.json();
      if (output != null) {
        output.write(text);
      }
      out.write(text);
      out.println();
      return report.exact() ? 0 : 1;
    }
  }

  private void check() {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be from 1 to " + MOST_THREADS + ": " + threads);
    }
    if (!Files.isRegularFile(input)) {
      throw new UserError(
          "cannot read " + input + ": " + (Files.exists(input) ? "not a file" : "no such file"));
    }
  }

  /** Reads the whole file once, so that nothing of a wrong file is replayed. */
  private long countVotes() throws IOException {
    long count = 0;
    try (VoteSource source = openInput()) {
      while (source.next() != null) {
        count++;
      }
      source.tellSkipped(err);
    }
    return count;
  }

  private VoteSource openInput() {
    return new VoteSource(input, poll, skipBadLines);
  }

  private Session open() {
    OpenLedger ledger = jdbc == null ? OpenLedger.temporary() : OpenLedger.at(jdbc, user, password);
    return Session.start(
        openStore(ledger),
        ledger,
        engine ->
            engine
                .partitions(partitions)
                .acceptedDeadline(ANSWER_WITHIN)
                .durableDeadline(ANSWER_WITHIN),
        () -> err.println(lastWords()));
  }

  /** Connects when the engine starts, not before. */
  private VoteStore openStore(OpenLedger ledger) {
    try {
      return redis == null ? InMemoryVoteStore.create() : RedisVoteStore.connect(redis);
    } catch (IllegalArgumentException e) {
      ledger.close();
      throw new UserError("cannot use --redis " + redis + ": " + Reasons.of(e), e);
    }
  }

  private ReplayReport replay(Session session) throws InterruptedException {
    session.engine.polls().define(Poll.named(poll).unlimited());
    long start = System.nanoTime();
    try (VoteSource source = openInput();
        Screen screen = Screen.on(err, "replay", votes)) {
      new Replay(session.engine, ack, threads, PATIENCE, counts, screen::at, ballot -> {})
          .run(() -> nextOf(source));
    }
    long taken = System.nanoTime() - start;
    return ReplayReport.of(poll, session.engine, session.ledger, counts, taken);
  }

  private @Nullable Ballot nextOf(VoteSource source) {
    Ballot ballot = source.next();
    while (ballot != null && conflicts.loses(ballot)) {
      counts.conflicts.increment();
      ballot = source.next();
    }
    return ballot;
  }

  private String lastWords() {
    String rest =
        counts.awaited() == 0
            ? "the ledger has all of them"
            : Text.of("the ledger is not known to have %,d of them", counts.awaited());
    return Text.of("interrupted after %,d of %,d votes; %s", counts.answered(), votes, rest);
  }
}
