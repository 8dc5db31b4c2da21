package io.voteengine.bench.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Choice;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a script call for each vote. */
final class ScriptSender implements Endpoint.Sender {
  private static final int AT_ONCE = 64;

  private final StatefulRedisConnection<String, String> connection;
  private final RedisAsyncCommands<String, String> redis;
  private final String digest;
  private final String limitSeconds;
  private int waiting;

  /**
   * @param pipelined whether many calls share a write to the socket
   */
  ScriptSender(
      StatefulRedisConnection<String, String> connection,
      String digest,
      int limitSeconds,
      boolean pipelined) {
    this.connection = connection;
    this.redis = connection.async();
    this.digest = digest;
    this.limitSeconds = Integer.toString(limitSeconds);
    connection.setAutoFlushCommands(!pipelined);
  }

  static String script() {
    try (InputStream source = ScriptSender.class.getResourceAsStream("vote.lua")) {
      return new String(Objects.requireNonNull(source, "vote.lua").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void send(int voter, int subject, Choice choice, Consumer<Answer> answered) {
    String s = Ids.subject(subject);
    String v = Ids.voter(voter);
    String[] keys = {"v:" + s, "c:" + s, "events", "l:" + s + ":" + v};
    redis
        .<List<Object>>evalsha(
            digest,
            ScriptOutputType.MULTI,
            keys,
            s,
            v,
            Integer.toString(SqlEndpoint.value(choice)),
            limitSeconds)
        .whenComplete((reply, failure) -> answered.accept(answer(reply, failure)));
    waiting++;
    if (waiting == AT_ONCE) {
      flush();
    }
  }

  private static Answer answer(@Nullable List<Object> reply, @Nullable Throwable failure) {
    if (failure != null || reply == null) {
      return Answer.FAILED;
    }
    return reply.get(0).equals(1L) ? Answer.ACCEPTED : Answer.LIMITED;
  }

  @Override
  public void flush() {
    connection.flushCommands();
    waiting = 0;
  }

  @Override
  public void close() {
    connection.close();
  }
}
