package io.voteengine.examples.board.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.voteengine.VoteEngine;
import io.voteengine.examples.board.BoardProperties;
import io.voteengine.examples.board.catalog.Boards;
import io.voteengine.result.RecoveryReport;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an operator does with a launch day that is over. */
@RestController
@RequestMapping("/api/launch")
class LaunchController {
  private final VoteEngine engine;
  private final Boards boards;
  private final ZoneId zone;

  LaunchController(VoteEngine engine, Boards boards, BoardProperties properties) {
    this.engine = engine;
    this.boards = boards;
    this.zone = properties.zone();
  }

  /**
   * Which poll.
   *
   * @param date a launch day; null: yesterday
   * @param poll any poll of the site, instead of a day's
   * @param dryRun true: a recovery only says what it would change
   */
  record Which(
      @Nullable LocalDate date, @Nullable String poll, @JsonProperty("dry_run") boolean dryRun) {}

  /** Makes the counts final. Called again, it changes nothing and gives the same answer. */
  @PostMapping("/finalize")
  Map<String, Object> finalizePoll(@RequestBody Which which) {
    return engine.results().finalizePoll(pollOf(which)).toMap();
  }

  @PostMapping("/recover-votes")
  RecoveryReport recover(@RequestBody Which which) {
    return engine.results().recover(pollOf(which), Set.of(), which.dryRun());
  }

  @GetMapping("/vote-health")
  Map<String, Object> health(
      @RequestParam @Nullable LocalDate date, @RequestParam @Nullable String poll) {
    String name = pollOf(new Which(date, poll, false));
    return engine.results().health(name).toMap();
  }

  private String pollOf(Which which) {
    if (which.poll() != null) {
      return which.poll();
    }
    LocalDate day = which.date() == null ? LocalDate.now(zone).minusDays(1) : which.date();
    return boards.launchOf(day).name();
  }
}
