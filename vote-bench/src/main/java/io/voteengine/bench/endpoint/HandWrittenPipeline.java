package io.voteengine.bench.endpoint;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Choice;
import io.voteengine.bench.check.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends many votes in two pipelines: one that learns the former choices, and one that counts. It
 * suits a job that has many votes at hand; a request to a site has one.
 */
final class HandWrittenPipeline implements Endpoint.Sender {
  private static final int AT_ONCE = 512;

  private final StatefulRedisConnection<String, String> connection;
  private final RedisAsyncCommands<String, String> redis;
  private final int limitSeconds;
  private final List<Waiting> votes = new ArrayList<>();

  HandWrittenPipeline(StatefulRedisConnection<String, String> connection, int limitSeconds) {
    this.connection = connection;
    this.redis = connection.async();
    this.limitSeconds = limitSeconds;
    connection.setAutoFlushCommands(false);
  }

  private record Waiting(HandWrittenVote vote, Consumer<Answer> answered) {}

  @Override
  public void send(int voter, int subject, Choice choice, Consumer<Answer> answered) {
    votes.add(new Waiting(HandWrittenVote.of(voter, subject, choice), answered));
    if (votes.size() == AT_ONCE) {
      flush();
    }
  }

  @Override
  public void flush() {
    List<Waiting> allowed = limitSeconds == 0 ? List.copyOf(votes) : allowed();
    votes.clear();
    List<RedisFuture<@Nullable String>> former = new ArrayList<>();
    for (Waiting one : allowed) {
      former.add(redis.setGet(one.vote().key("vote"), Integer.toString(one.vote().choice())));
    }
    connection.flushCommands();
    List<RedisFuture<Long>> counted = new ArrayList<>();
    for (int i = 0; i < allowed.size(); i++) {
      counted.addAll(allowed.get(i).vote().count(redis, await(former.get(i))));
    }
    connection.flushCommands();
    counted.forEach(HandWrittenPipeline::await);
    allowed.forEach(one -> one.answered().accept(Answer.ACCEPTED));
  }

  private List<Waiting> allowed() {
    SetArgs once = SetArgs.Builder.nx().ex(limitSeconds);
    List<RedisFuture<@Nullable String>> taken = new ArrayList<>();
    votes.forEach(one -> taken.add(redis.set(one.vote().key("limit"), "", once)));
    connection.flushCommands();
    List<Waiting> allowed = new ArrayList<>();
    for (int i = 0; i < votes.size(); i++) {
      if (await(taken.get(i)) != null) {
        allowed.add(votes.get(i));
      } else {
        votes.get(i).answered().accept(Answer.LIMITED);
      }
    }
    return allowed;
  }

  private static <T extends @Nullable Object> T await(RedisFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A command failed", e.getCause());
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
