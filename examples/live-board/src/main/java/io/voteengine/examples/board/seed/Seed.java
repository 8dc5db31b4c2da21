package io.voteengine.examples.board.seed;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.examples.board.BoardProperties;
import io.voteengine.examples.board.catalog.Boards;
import io.voteengine.examples.board.catalog.Item;
import io.voteengine.examples.board.catalog.Items;
import io.voteengine.poll.Window;
import io.voteengine.subject.NewSubject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Fills an empty site, and lists the products of each new day. */
@Component
class Seed implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(Seed.class);

  private final VoteEngine engine;
  private final Boards boards;
  private final Items items;
  private final ZoneId zone;
  private final BoardProperties.Seed options;

  Seed(VoteEngine engine, Boards boards, Items items, BoardProperties properties) {
    this.engine = engine;
    this.boards = boards;
    this.items = items;
    this.zone = properties.zone();
    this.options = properties.seed();
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (options.enabled() && items.of(Boards.LAUNCH).isEmpty()) {
      fill();
    }
    Boards.ALL.forEach(board -> boards.list(board, items.of(board)));
  }

  /** Today's poll and tomorrow's: an hourly look leaves no day without products. */
  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
  void listProductsOfTheDay() {
    boards.list(Boards.LAUNCH, items.of(Boards.LAUNCH));
  }

  private void fill() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Random random = new Random(42);
    for (String board : Boards.ALL) {
      List<Item> demo = DemoItems.of(board, now);
      demo.forEach(items::add);
      boards.list(board, demo);
    }
    vote(Boards.LAUNCH, random, false);
    vote(Boards.JAM, random, true);
    fillContest(random);
    fillYesterday(LocalDate.now(zone).minusDays(1), random);
    log.info("An empty site was filled with demonstration data");
  }

  /** The first items get the most votes, as everywhere. */
  private void vote(String board, Random random, boolean downToo) {
    String poll = boards.poll(board).orElseThrow().name();
    List<Item> all = items.of(board);
    for (int voter = 1; voter <= options.voters(); voter++) {
      for (int i = 0; i < all.size(); i++) {
        if (random.nextInt(all.size()) >= i) {
          Choice choice = downToo && random.nextInt(4) == 0 ? Choice.DOWN : Choice.UP;
          cast(VoteRequest.cast(visitor(voter), SubjectId.of(poll, all.get(i).key()), choice));
        }
      }
    }
  }

  private void fillContest(Random random) {
    List<Item> logos = items.of(Boards.LOGOS);
    for (int voter = 1; voter <= options.voters(); voter++) {
      int liked = Math.min(random.nextInt(logos.size()), random.nextInt(logos.size()));
      SubjectId logo = SubjectId.of(Boards.LOGOS, logos.get(liked).key());
      cast(VoteRequest.cast(visitor(voter), logo, Choice.UP));
    }
  }

  /** A launch day that is over and not finalized yet, for the operator's page. */
  private void fillYesterday(LocalDate day, Random random) {
    Window window = boards.launchOf(day);
    engine.polls().define(boards.launch(window));
    List<Item> products = DemoItems.of(Boards.LAUNCH, window.opensAt().plus(Duration.ofHours(9)));
    engine
        .subjects()
        .add(window.name(), products.stream().map(item -> NewSubject.of(item.key())).toList());
    for (int voter = 1; voter <= options.voters(); voter++) {
      Item liked = products.get(random.nextInt(products.size()));
      Instant castAt = window.opensAt().plus(Duration.ofMinutes(600L + 5L * voter));
      cast(
          VoteRequest.cast(visitor(voter), SubjectId.of(window.name(), liked.key()), Choice.UP)
              .castAt(castAt));
    }
  }

  private static VoterId visitor(int number) {
    return VoterId.of("visitor-" + number);
  }

  private void cast(VoteRequest vote) {
    CastResult result = engine.cast(vote);
    if (!result.isAccepted()) {
      log.warn("A vote of the demonstration data was not accepted: {}", result);
    }
  }
}
