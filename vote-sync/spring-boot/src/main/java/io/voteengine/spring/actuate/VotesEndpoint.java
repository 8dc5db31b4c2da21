package io.voteengine.spring.actuate;

import io.voteengine.InvalidInputException;
import io.voteengine.Poll;
import io.voteengine.VoteEngine;
import io.voteengine.health.VoteHealth;
import io.voteengine.poll.PollChange;
import io.voteengine.query.PendingSubjects;
import io.voteengine.spring.config.VoteEngineProperties;
import io.voteengine.spring.wire.VoteWiring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Shows how the engine is wired and how it does, and the rules of a poll. Changes nothing, and
 * names neither voters nor counts.
 */
@Endpoint(id = "votes")
public final class VotesEndpoint {
  private final VoteEngine engine;
  private final VoteWiring wiring;
  private final String name;
  private final Duration atMost;

  VotesEndpoint(VoteEngine engine, VoteWiring wiring, VoteEngineProperties properties) {
    this.engine = engine;
    this.wiring = wiring;
    this.name = properties.name();
    this.atMost = properties.health().timeout();
  }

  /**
   * The engine.
   *
   * @param name its name in metrics
   * @param store where votes are cast, and why there
   * @param ledger where votes are durable, and why there
   * @param status its health
   * @param issues the problems, with what to do
   * @param metrics the figures of docs/metrics.md
   * @param backlog number of events that the ledger lacks; null: store or ledger did not answer
   */
  public record Engine(
      String name,
      VoteWiring.Part store,
      VoteWiring.Part ledger,
      VoteHealth.Status status,
      List<VoteHealth.Issue> issues,
      Map<String, Number> metrics,
      @Nullable Long backlog) {}

  /**
   * A poll.
   *
   * @param rules its recorded rules
   * @param changes the changes of its rules, the newest first
   * @param pendingSubjects number of subjects with votes that the ledger lacks
   * @param unreadPartitions number of partitions that could not be asked for them
   */
  public record RecordedPoll(
      Poll rules, List<PollChange> changes, int pendingSubjects, int unreadPartitions) {}

  /**
   * Returns how the engine is wired and how it does, within the time-out of health checks.
   *
   * @return the engine
   */
  @ReadOperation
  public Engine engine() {
    VoteHealth health = engine.health(atMost);
    return new Engine(
        name,
        wiring.store(),
        wiring.ledger(),
        health.status(),
        health.issues(),
        engine.metrics().toMap(),
        health.figures().backlog());
  }

  /**
   * Returns the rules of a poll. Reads the ledger.
   *
   * @param poll name of the poll
   * @return the poll; null where none of this name is recorded, which is answered with 404
   */
  @ReadOperation
  public @Nullable RecordedPoll poll(@Selector String poll) {
    Poll rules = find(poll);
    if (rules == null) {
      return null;
    }
    PendingSubjects pending = engine.pending(poll, atMost);
    return new RecordedPoll(
        rules, engine.polls().changes(poll), pending.subjects().size(), pending.unread().size());
  }

  private @Nullable Poll find(String poll) {
    try {
      return engine.polls().find(poll).orElse(null);
    } catch (InvalidInputException e) {
      return null; // No poll can have such a name.
    }
  }
}
