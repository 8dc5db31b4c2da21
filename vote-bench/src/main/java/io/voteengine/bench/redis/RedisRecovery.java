package io.voteengine.bench.redis;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.VoterId;
import io.voteengine.bench.load.OpenLoop;
import io.voteengine.bench.load.Spread;
import io.voteengine.bench.load.Stolen;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.testing.Answers;
import io.voteengine.redis.testing.Recount;
import io.voteengine.redis.testing.TrackedVoter;
import io.voteengine.spi.VoteLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long it takes until all is exact again after Redis has lost votes under load. When Redis is
 * back, half of the voters stop. Their votes must become exact while the others take over their
 * share of the load.
 */
@Command(
    name = "recovery",
    description = "Redis loses votes under load: how long until all is exact again.")
final class RedisRecovery implements Callable<Integer> {
  private static final int ENGINES = 2;
  private static final int SUBJECTS = 100;
  private static final int VOTERS = 2_000;
  private static final int CHOICES = Choice.values().length;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(names = "--rounds", defaultValue = "5", description = "Default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--loss", description = "${COMPLETION-CANDIDATES}; default all")
  private List<RedisLoss> losses = List.of(RedisLoss.values());

  @Option(names = "--rate", defaultValue = "2000", description = "Votes/s; ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Of load before; default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--warm-up", defaultValue = "15", description = "In s; ${DEFAULT-VALUE}")
  private int warmUp;

  private Answers answers = new Answers();

  /** People with subjects of their own. */
  private record Group(List<SubjectId> subjects, List<TrackedVoter> voters, AtomicInteger next) {
    static Group of(String name, Answers answers) {
      List<SubjectId> subjects =
          IntStream.range(0, SUBJECTS)
              .mapToObj(i -> SubjectId.of(ServedSite.POLL, name + "-" + i))
              .toList();
      List<TrackedVoter> voters =
          IntStream.range(0, VOTERS)
              .mapToObj(
                  i ->
                      new TrackedVoter(
                          VoterId.of(name + "-" + i),
                          subjects,
                          name.hashCode() + i,
                          false,
                          answers))
              .toList();
      return new Group(subjects, voters, new AtomicInteger());
    }

    /** Lets a voter vote who has the last answer; when all wait, none votes. */
    void vote(ServedSite site, long due) {
      boolean voted = false;
      for (int i = 0; i < VOTERS && !voted; i++) {
        int n = Math.floorMod(next.getAndIncrement(), VOTERS);
        voted = voters.get(n).vote(site.engine(n), due);
      }
    }

    /** Sends one open vote again. */
    boolean settleOne(ServedSite site) {
      for (int i = 0; i < VOTERS; i++) {
        int n = Math.floorMod(next.getAndIncrement(), VOTERS);
        TrackedVoter voter = voters.get(n);
        if (!voter.isSettled()) {
          voter.settle(site.engine(n));
          return true;
        }
      }
      return false;
    }

    boolean isSettled() {
      return voters.stream().allMatch(TrackedVoter::isSettled);
    }
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf("%,d votes/s at %d engines; %d rounds%n%n", rate, ENGINES, rounds);
    System.out.println(
        "| loss | votes/s accepted before | exact after, s | accepted | lost | counted twice | stolen |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (RedisLoss loss : losses) {
      measure(loss);
    }
    return 0;
  }

  private void measure(RedisLoss loss) throws InterruptedException {
    Spread before = new Spread();
    Spread exactAfter = new Spread();
    long accepted = 0;
    long lost = 0;
    long twice = 0;
    Stolen stolen = new Stolen();
    for (int i = 0; i < rounds; i++) {
      answers = new Answers();
      try (RedisLoss.Server redis = loss.start();
          ServedSite site = new ServedSite(redis.uri(), ENGINES, options -> options)) {
        Group ending = Group.of("ending", answers);
        Group staying = Group.of("staying", answers);
        Round round = recover(redis, site, ending, staying);
        before.add(round.before());
        exactAfter.add(round.exactAfter());
        accepted += answers.accepted();
        lost += lost(site, ending, staying) + answers.wrong().size();
        twice += Recount.countedTwice(site.database().dataSource()).size();
        System.err.printf("%s: %s, %s %s%n", loss, round, answers, answers.wrong());
      }
    }
    System.out.printf(
        "| %s | %s | %s | %,d | %d | %d | %s |%n",
        loss, before.text("%.0f"), exactAfter.text("%.2f"), accepted, lost, twice, stolen.text());
  }

  /** The results of a round. */
  private record Round(double before, double exactAfter) {}

  private Round recover(RedisLoss.Server redis, ServedSite site, Group ending, Group staying)
      throws InterruptedException {
    AtomicInteger turn = new AtomicInteger();
    LongConsumer both = due -> (turn.getAndIncrement() % 2 == 0 ? ending : staying).vote(site, due);
    double before;
    long back;
    try (OpenLoop load = OpenLoop.start(rate, both)) {
      load.goOn(warmUp);
      long accepted = answers.accepted();
      load.goOn(seconds);
      before = (double) (answers.accepted() - accepted) / seconds;
      redis.lose(load);
      back = System.nanoTime();
    }
    long exact;
    try (OpenLoop load = OpenLoop.start(rate, due -> settleOrVote(site, ending, staying, due))) {
      exact = awaitExact(site, ending);
    }
    try (OpenLoop load = OpenLoop.start(rate, due -> staying.settleOne(site))) {
      awaitExact(site, staying);
    }
    return new Round(before, (exact - back) / 1e9);
  }

  private static void settleOrVote(ServedSite site, Group ending, Group staying, long due) {
    if (!ending.settleOne(site)) {
      staying.vote(site, due);
    }
  }

  private static long awaitExact(ServedSite site, Group group) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (VoteLedger ledger = ledger(site)) {
      while (!group.isSettled() || !isExact(site, ledger, group)) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("Not exact within " + PATIENCE);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    return System.nanoTime();
  }

  /** Returns whether every engine's store and the ledger show what was acknowledged. */
  private static boolean isExact(ServedSite site, VoteLedger ledger, Group group) {
    Map<SubjectId, long[]> expected = new HashMap<>();
    group.subjects().forEach(subject -> expected.put(subject, new long[CHOICES]));
    for (TrackedVoter voter : group.voters()) {
      voter
          .choices()
          .forEach(
              (subject, choice) ->
                  expected.computeIfAbsent(subject, any -> new long[CHOICES])[choice.ordinal()]++);
    }
    return site.engines().stream().allMatch(engine -> shows(engine, group, expected))
        && IntStream.range(0, ServedSite.PARTITIONS)
            .allMatch(partition -> has(ledger, partition, group, expected));
  }

  private static boolean shows(VoteEngine engine, Group group, Map<SubjectId, long[]> expected) {
    try {
      return engine.page(group.subjects(), null).stream()
          .allMatch(view -> view.exact() && isSame(view, expected));
    } catch (VoteException late) {
      return false;
    }
  }

  private static boolean isSame(SubjectView view, Map<SubjectId, long[]> expected) {
    return isSame(view.tally().up(), view.tally().down(), expected.get(view.subject()));
  }

  private static boolean has(
      VoteLedger ledger, int partition, Group group, Map<SubjectId, long[]> expected) {
    List<SubjectId> subjects =
        group.subjects().stream()
            .filter(subject -> subject.partition(ServedSite.PARTITIONS) == partition)
            .toList();
    return ledger.subjects(partition, subjects).value().stream()
        .allMatch(seen -> isSame(seen.up(), seen.down(), expected.get(seen.subject())));
  }

  private static boolean isSame(long up, long down, long @Nullable [] expected) {
    return expected != null
        && up == expected[Choice.UP.ordinal()]
        && down == expected[Choice.DOWN.ordinal()];
  }

  private static VoteLedger ledger(ServedSite site) {
    VoteLedger ledger =
        JdbcVoteLedger.connect(
            site.database().url(), site.database().user(), site.database().password());
    ledger.open(ServedSite.PARTITIONS);
    return ledger;
  }

  /** Returns how many acknowledged votes do not count. */
  private static long lost(ServedSite site, Group... groups) {
    long lost = 0;
    try (VoteLedger ledger = ledger(site)) {
      for (Group group : groups) {
        Map<VoterId, Map<SubjectId, Choice>> choices =
            group.voters().stream()
                .collect(Collectors.toMap(TrackedVoter::id, TrackedVoter::choices));
        lost += new Recount(ServedSite.PARTITIONS, group.subjects(), choices).ledger(ledger).size();
      }
    }
    return lost;
  }
}
