package io.voteengine.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.StoreUnavailableException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisFailuresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOSCRIPT No matching script. Please use EVAL.",
        "MOVED 3999 127.0.0.1:6381",
        "ASK 3999 127.0.0.1:6381",
        "TRYAGAIN Multiple keys request during rehashing of slot",
        "CLUSTERDOWN The cluster is down",
        "READONLY You can't write against a read only replica.",
        "LOADING Redis is loading the dataset in memory",
        "MASTERDOWN RedisConnection with MASTER is down and replica-serve-stale-data is set to 'no'.",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "@user_script: 24: -OOM command not allowed when used memory > 'maxmemory'.",
        "NOINFO the server does not say what it is",
        "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist",
        "NOREPLICAS Not enough good replicas to write.",
        "BUSY Redis is busy running a script.",
        "WRONGTYPE Operation against a key holding the wrong kind of value script: 1a, on x:1.",
        "ERR Error running script (call to f_1a): @user_script:12: WRONGTYPE Operation against a key"
      })
  void refusalsOfTheServerCertainlyChangedNothing(String error) {
    assertThat(RedisFailures.of(new RedisCommandExecutionException(error)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("nothing has been done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERR unknown",
        "ERR Error running script (call to f_1a): @user_script:9: attempt to index"
      })
  void otherErrorsSayNothing(String error) {
    assertThat(RedisFailures.of(new RedisCommandExecutionException(error)))
        .isExactlyInstanceOf(VoteStoreException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Currently not connected. Commands are rejected.",
        "Request queue size exceeded: 7. Commands are not accepted until the queue size drops.",
        "Connection is closed"
      })
  void whatWasNotSentCertainlyChangedNothing(String message) {
    assertThat(RedisFailures.of(new CompletionException(new RedisException(message))))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection disconnected", "Connection closed", "reset by peer"})
  void connectionsLostInFlightSayNothing(String message) {
    assertThat(RedisFailures.of(new RedisException(message)))
        .isExactlyInstanceOf(VoteStoreException.class);
  }

  @Test
  void timeOutsSayNothing() {
    assertThat(RedisFailures.of(new RedisCommandTimeoutException()))
        .isExactlyInstanceOf(VoteStoreException.class);
  }
}
