package io.voteengine.redis.startup;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.sync.Reconciler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The permissions in docs/redis.md are sufficient, and opening names each missing one. */
class PermissionsTest {
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^ACL SETUSER votes (.*)$");

  private final List<RedisProcess> servers =
      List.of(RedisProcess.start(), RedisProcess.startOldest());

  @AfterEach
  void close() {
    servers.forEach(RedisProcess::close);
  }

  private static List<String> documented() throws IOException {
    Matcher rules = DOCUMENTED.matcher(Files.readString(Path.of("..", "docs", "redis.md")));
    List<String> words = new ArrayList<>();
    while (rules.find()) {
      words.addAll(List.of(rules.group(1).split(" ")));
    }
    assertThat(words).contains(">secret", "-@all", "+evalsha");
    return words;
  }

  private static void grant(RedisProcess redis, List<String> rules) {
    redis.command("ACL SETUSER votes reset " + String.join(" ", rules));
  }

  private static RedisVoteStore store(RedisProcess redis) {
    return RedisVoteStore.connect("redis://votes:secret@127.0.0.1:" + redis.port());
  }

  @Test
  void whatIsDocumentedIsEnough() throws IOException {
    for (RedisProcess redis : servers) {
      grant(redis, documented());
      try (VoteEngine engine = start(redis)) {
        engine.polls().define(Poll.named("posts").limit(5, Duration.ofHours(1)));
        for (String voter : List.of("ada", "bob")) {
          VoteRequest vote =
              VoteRequest.cast(VoterId.of(voter), SubjectId.of("posts", "1"), Choice.UP)
                  .ack(Ack.DURABLE)
                  .deadline(AMPLE);
          assertThat(engine.cast(vote)).isInstanceOf(CastResult.Accepted.class);
        }
        assertThat(engine.top("posts", 1)).hasSize(1);
        assertThat(engine.auditNow("posts").exact()).isTrue();
        assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
      }
    }
  }

  private static VoteEngine start(RedisProcess redis) {
    return VoteEngine.builder(store(redis), JdbcVoteLedger.memory())
        .reconciler(Reconciler.withDefaults())
        .build();
  }

  @Test
  void eachCommandThatLacksIsNamed() throws IOException {
    for (RedisProcess redis : servers) {
      for (String rule : documented()) {
        if (rule.startsWith("+") && !rule.contains("cluster")) {
          List<String> rules = new ArrayList<>(documented());
          rules.remove(rule);
          grant(redis, rules);
          assertRefused(redis, rule.substring(1).split("\\|")[0]);
        }
      }
    }
  }

  @Test
  void keysAndChannelsThatLackAreNamed() throws IOException {
    for (RedisProcess redis : servers) {
      List<String> others = new ArrayList<>(documented());
      others.replaceAll(rule -> rule.startsWith("~") ? "~other:*" : rule);
      grant(redis, others);
      assertRefused(redis, "keys");
      List<String> deaf = new ArrayList<>(documented());
      deaf.replaceAll(rule -> rule.startsWith("&") ? "&other" : rule);
      grant(redis, deaf);
      assertRefused(redis, "channel");
    }
  }

  private static void assertRefused(RedisProcess redis, String what) {
    assertThatThrownBy(() -> start(redis).close())
        .as(what)
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContainingAll("lacks a permission", what, "docs/redis.md");
  }

  /** Redis 6.2 and 7 report it in other words, and neither with an error code of its own. */
  @Test
  void scriptThatLacksAPermissionHasDoneNothing() throws IOException {
    for (RedisProcess redis : servers) {
      List<String> rules = new ArrayList<>(documented());
      rules.remove("+xadd");
      rules.add("+eval");
      grant(redis, rules);
      RedisClient client = RedisClient.create("redis://votes:secret@127.0.0.1:" + redis.port());
      try (StatefulRedisConnection<String, String> connection = client.connect()) {
        Throwable refusal =
            catchThrowable(
                () ->
                    connection
                        .sync()
                        .eval(
                            "return redis.call('XADD', KEYS[1], '*', 'e', '')",
                            ScriptOutputType.STATUS,
                            new String[] {"vote:{x}"}));
        assertThat(RedisFailures.of(refusal))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("permissions");
        assertThat(RedisFailures.forbidden(refusal)).isNotNull();
      } finally {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
      }
    }
  }

  /** A command that the scripts call and the probe does not would stop them half way. */
  @Test
  void probeTriesEveryCommandOfTheScripts() throws IOException {
    Set<String> called = new TreeSet<>();
    for (Script script : Script.values()) {
      if (script != Script.PROBE) {
        called.addAll(commands(new String(script.source(), StandardCharsets.UTF_8)));
      }
    }
    try (InputStream probe = Script.class.getResourceAsStream("probe.lua")) {
      String source =
          new String(Objects.requireNonNull(probe).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(find("try\\('([A-Z]+)'", source)).containsAll(called).contains("XADD");
    }
  }

  private static Set<String> commands(String source) {
    return find("(?:redis\\.p?call|first_write)\\('([A-Z]+)'", source);
  }

  private static Set<String> find(String pattern, String source) {
    Set<String> found = new TreeSet<>();
    for (Matcher call = Pattern.compile(pattern).matcher(source); call.find(); ) {
      found.add(call.group(1));
    }
    return found;
  }
}
