package io.voteengine.bench.endpoint;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Choice;
import io.voteengine.bench.check.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vote with the keys and commands that count it. */
record HandWrittenVote(String subject, String voter, int choice) {
  static HandWrittenVote of(int voter, int subject, Choice choice) {
    return new HandWrittenVote(Ids.subject(subject), Ids.voter(voter), SqlEndpoint.value(choice));
  }

  String key(String kind) {
    return kind + ":" + subject + ":" + voter;
  }

  /** Moves the counts from the former choice to this one, and says what SQL lacks. */
  List<RedisFuture<Long>> count(RedisAsyncCommands<String, String> redis, @Nullable String before) {
    int former = before == null ? 0 : Integer.parseInt(before);
    String counter = "subject:" + subject;
    List<RedisFuture<Long>> sent = new ArrayList<>();
    if (former != 0 && former != choice) {
      sent.add(redis.hincrby(counter, former > 0 ? "up" : "down", -1));
    }
    if (choice != 0 && former != choice) {
      sent.add(redis.hincrby(counter, choice > 0 ? "up" : "down", 1));
    }
    sent.add(redis.sadd("dirty", subject));
    sent.add(redis.rpush("queue", subject + " " + voter + " " + choice));
    return sent;
  }
}
