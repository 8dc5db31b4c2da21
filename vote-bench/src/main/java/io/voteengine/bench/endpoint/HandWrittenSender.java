package io.voteengine.bench.endpoint;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Choice;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends many votes in two pipelines: one that learns the former choices, and one that counts. */
final class HandWrittenSender implements Endpoint.Sender {
  private static final int AT_ONCE = 512;

  private final StatefulRedisConnection<String, String> connection;
  private final RedisAsyncCommands<String, String> redis;
  private final int limitSeconds;
  private final List<Vote> votes = new ArrayList<>();

  HandWrittenSender(StatefulRedisConnection<String, String> connection, int limitSeconds) {
    this.connection = connection;
    this.redis = connection.async();
    this.limitSeconds = limitSeconds;
    connection.setAutoFlushCommands(false);
  }

  private record Vote(String subject, String voter, int choice, Consumer<Answer> answered) {
    String key(String kind) {
      return kind + ":" + subject + ":" + voter;
    }
  }

  @Override
  public void send(int voter, int subject, Choice choice, Consumer<Answer> answered) {
    votes.add(
        new Vote(Ids.subject(subject), Ids.voter(voter), SqlEndpoint.value(choice), answered));
    if (votes.size() == AT_ONCE) {
      flush();
    }
  }

  @Override
  public void flush() {
    List<Vote> allowed = limitSeconds == 0 ? List.copyOf(votes) : allowed();
    votes.clear();
    List<RedisFuture<@Nullable String>> former = new ArrayList<>();
    for (Vote vote : allowed) {
      former.add(redis.setGet(vote.key("vote"), Integer.toString(vote.choice())));
    }
    connection.flushCommands();
    List<RedisFuture<?>> counted = new ArrayList<>();
    for (int i = 0; i < allowed.size(); i++) {
      String before = await(former.get(i));
      count(allowed.get(i), before == null ? 0 : Integer.parseInt(before), counted);
    }
    connection.flushCommands();
    counted.forEach(HandWrittenSender::await);
    allowed.forEach(vote -> vote.answered().accept(Answer.ACCEPTED));
  }

  private List<Vote> allowed() {
    SetArgs once = SetArgs.Builder.nx().ex(limitSeconds);
    List<RedisFuture<@Nullable String>> taken = new ArrayList<>();
    votes.forEach(vote -> taken.add(redis.set(vote.key("limit"), "", once)));
    connection.flushCommands();
    List<Vote> allowed = new ArrayList<>();
    for (int i = 0; i < votes.size(); i++) {
      if (await(taken.get(i)) != null) {
        allowed.add(votes.get(i));
      } else {
        votes.get(i).answered().accept(Answer.LIMITED);
      }
    }
    return allowed;
  }

  private void count(Vote vote, int former, List<RedisFuture<?>> counted) {
    String counter = "subject:" + vote.subject();
    if (former != 0 && former != vote.choice()) {
      counted.add(redis.hincrby(counter, former > 0 ? "up" : "down", -1));
    }
    if (vote.choice() != 0 && former != vote.choice()) {
      counted.add(redis.hincrby(counter, vote.choice() > 0 ? "up" : "down", 1));
    }
    counted.add(redis.sadd("dirty", vote.subject()));
    counted.add(redis.rpush("queue", vote.subject() + " " + vote.voter() + " " + vote.choice()));
  }

  private static <T> T await(RedisFuture<T> future) {
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
