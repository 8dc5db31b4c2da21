package io.voteengine.bench.endpoint;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Choice;
import io.voteengine.bench.check.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Sends each vote for itself, as a request to a site arrives: two round trips, nothing shared. */
final class HandWrittenRequests implements Endpoint.Sender {
  private final StatefulRedisConnection<String, String> connection;
  private final RedisAsyncCommands<String, String> redis;
  private final int limitSeconds;

  HandWrittenRequests(StatefulRedisConnection<String, String> connection, int limitSeconds) {
    this.connection = connection;
    this.redis = connection.async();
    this.limitSeconds = limitSeconds;
  }

  @Override
  public void send(int voter, int subject, Choice choice, Consumer<Answer> answered) {
    HandWrittenVote vote = HandWrittenVote.of(voter, subject, choice);
    allowed(vote)
        .thenCompose(
            allowed -> allowed ? cast(vote) : CompletableFuture.completedFuture(Answer.LIMITED))
        .whenComplete(
            (answer, failure) -> answered.accept(failure == null ? answer : Answer.FAILED));
  }

  private CompletionStage<Boolean> allowed(HandWrittenVote vote) {
    return limitSeconds == 0
        ? CompletableFuture.completedFuture(true)
        : redis
            .set(vote.key("limit"), "", SetArgs.Builder.nx().ex(limitSeconds))
            .thenApply(taken -> taken != null);
  }

  private CompletionStage<Answer> cast(HandWrittenVote vote) {
    return redis
        .setGet(vote.key("vote"), Integer.toString(vote.choice()))
        .thenCompose(
            former ->
                CompletableFuture.allOf(
                    vote.count(redis, former).stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new)))
        .thenApply(counted -> Answer.ACCEPTED);
  }

  @Override
  public void close() {
    connection.close();
  }
}
