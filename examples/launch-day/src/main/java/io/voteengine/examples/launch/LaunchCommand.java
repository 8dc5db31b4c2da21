package io.voteengine.examples.launch;

import io.voteengine.Poll;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.examples.console.OpenLedger;
import io.voteengine.examples.console.Program;
import io.voteengine.examples.console.Screen;
import io.voteengine.examples.console.Session;
import io.voteengine.examples.console.Text;
import io.voteengine.memory.InMemoryVoteStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a launch day, then recounts the votes in the ledger. */
@Command(
    name = "launch-day",
    description = "A launch day: a crowd votes on products, then the ledger is counted again.")
public final class LaunchCommand implements Callable<Integer> {
  private static final int VOTERS = 50_000;
  private static final int MOST = 1_000_000;

  /** How far the crowd may be ahead of the ledger. */
  private static final int AHEAD = 20_000;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration DRAIN_WITHIN = Duration.ofMinutes(1);
  private static final int WINNERS = 3;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  @Option(
      names = "--votes",
      paramLabel = "N",
      description = "The day ends after this many clicks. ${DEFAULT-VALUE}.")
  long votes = 200_000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Or after this much time, whichever is first. ${DEFAULT-VALUE}.")
  int seconds = 10;

  @Option(
      names = "--products",
      paramLabel = "N",
      description = "What they vote on. ${DEFAULT-VALUE}.")
  int products = 300;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "That vote at once. ${DEFAULT-VALUE}.")
  int threads = 4;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Makes another crowd. ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--ledger",
      paramLabel = "PATH",
      description = "Keeps the votes in this H2 file. By default they are deleted at the end.")
  @Nullable Path ledger;

  private final LaunchCounts counts = new LaunchCounts();
  private final PrintStream out;

  public LaunchCommand(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the program.
   *
   * @param args see {@code --help}
   */
  public static void main(String... args) {
    Program.main(new LaunchCommand(System.out), args);
  }

  @Override
  public Integer call() throws InterruptedException {
    inRange("--votes", votes, Integer.MAX_VALUE);
    inRange("--seconds", seconds, MOST);
    inRange("--products", products, MOST);
    inRange("--threads", threads, 256);
    OpenLedger opened = ledger == null ? OpenLedger.temporary() : OpenLedger.file(ledger);
    Session session =
        Session.start(
            InMemoryVoteStore.create(),
            opened,
            engine -> engine.maxPending(AHEAD).acceptedDeadline(ANSWER_WITHIN),
            () -> out.println(lastWords()));
    boolean exact;
    try (session) {
      exact = run(session);
    } catch (RuntimeException e) {
      if (session.isInterrupted()) {
        return Session.INTERRUPTED;
      }
      throw e;
    }
    print("%nThe lines that do it, whole in %s:%n", HowItReads.class.getSimpleName() + ".java");
    HowItReads.lines().forEach(out::println);
    return exact ? 0 : 1;
  }

  private void inRange(String option, long value, long most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " must be from 1 to " + most + ": " + value);
    }
  }

  private boolean run(Session session) throws InterruptedException {
    session.engine.polls().define(Poll.named(LaunchDay.POLL));
    print(
        "Launch day: %,d products, %,d voters, %d threads, at most %,d clicks or %d s (seed %d)%n",
        products, VOTERS, threads, votes, seconds, seed);
    Crowd crowd = new Crowd(LaunchDay.POLL, products, VOTERS, seed);
    long start = System.nanoTime();
    try (Screen screen = Screen.on(out, "clicks", votes)) {
      new LaunchDay(session.engine, crowd, votes, Duration.ofSeconds(seconds), counts)
          .run(threads, seed, screen);
    }
    double seconds = secondsSince(start);
    boolean drained = session.engine.drain(DRAIN_WITHIN);
    summary(seconds, secondsSince(start), drained);
    winners(session);
    return new Recount(session.engine.auditNow(LaunchDay.POLL)).print(out);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private void summary(double voted, double recorded, boolean drained) {
    print(
        "%n%,d clicks answered in %.1f s: %,.0f a second%n",
        counts.answered(), voted, counts.answered() / voted);
    print(
        "  accepted   %,d created, %,d changed, %,d taken back%n",
        counts.of("created"), counts.of("changed"), counts.of("removed"));
    print(
        "  no effect  %,d double clicks, %,d retries recognised%n",
        counts.of("unchanged"), counts.of("retried"));
    print(
        "  refused    %,d by the limiter, %,d otherwise%n",
        counts.of("limited"), counts.of("other"));
    print(
        "  answered   within %.2f ms (median), %.2f ms (99 %%); in the ledger within %.0f ms (99 %%)%n",
        counts.ack.millis(50), counts.ack.millis(99), counts.durable.millis(99));
    print("  the crowd  paused %,d times for the ledger to catch up%n", counts.waits.sum());
    print(
        "%s after %.1f s%n",
        drained ? "All votes in the ledger" : "NOT all votes in the ledger", recorded);
  }

  private void winners(Session session) {
    print("%nTop %d%n", WINNERS);
    int place = 1;
    for (SubjectView view : session.engine.top(LaunchDay.POLL, WINNERS)) {
      Tally tally = view.tally();
      print(
          "  %d. %-12s %,6d  (%,d up, %,d down)%n",
          place++, view.subject().key(), tally.score(), tally.up(), tally.down());
    }
  }

  private String lastWords() {
    String rest =
        counts.awaited() == 0
            ? "has every accepted vote"
            : Text.of("is not known to have %,d accepted votes", counts.awaited());
    return Text.of(
        "interrupted after %,d of %,d clicks; the ledger %s", counts.answered(), votes, rest);
  }

  private void print(String format, Object... arguments) {
    out.print(Text.of(format, arguments));
  }
}
