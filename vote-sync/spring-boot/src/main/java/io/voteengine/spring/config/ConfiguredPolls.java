package io.voteengine.spring.config;

import io.voteengine.Poll;
import io.voteengine.VoteEngine;
import io.voteengine.poll.Series;
import java.util.List;

/**
 * The polls and series that the properties define.
 *
 * @param polls the polls
 * @param series the series
 */
public record ConfiguredPolls(List<Poll> polls, List<Series> series) {
  /** Reads them before anything is opened, so that a wrong property leaves nothing behind. */
  public static ConfiguredPolls of(VoteEngineProperties properties) {
    return new ConfiguredPolls(
        properties.polls().entrySet().stream()
            .map(poll -> poll.getValue().poll("voteengine.polls." + poll.getKey(), poll.getKey()))
            .toList(),
        properties.series().entrySet().stream()
            .map(any -> any.getValue().series("voteengine.series." + any.getKey(), any.getKey()))
            .toList());
  }

  /** Records them in the ledger, where they are not recorded yet. */
  public void define(VoteEngine engine) {
    polls.forEach(engine.polls()::define);
    series.forEach(engine.polls()::define);
  }

  /** Returns the names of the polls, and then those of the series. */
  @Override
  public String toString() {
    return "polls "
        + polls.stream().map(Poll::name).toList()
        + ", series "
        + series.stream().map(Series::name).toList();
  }
}
