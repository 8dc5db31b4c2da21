package io.voteengine.bench.redis.recovery;

import io.voteengine.bench.load.OpenLoop;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.redis.testing.RedisSentinel;

/** Ways in which Redis loses votes that it has acknowledged. */
enum RedisLoss {
  FLUSHALL("`FLUSHALL`") {
    @Override
    Server start() {
      return new One() {
        @Override
        public void lose(OpenLoop load) {
          redis.command("FLUSHALL");
        }
      };
    }
  },
  DEATH_WITH_ITS_DISK("`kill -9`, its AOF file deleted") {
    @Override
    Server start() {
      return new One() {
        @Override
        public void lose(OpenLoop load) {
          redis.kill();
          redis.restartEmpty();
        }
      };
    }
  },
  LAGGING_REPLICA("failover to a replica that lacks a second") {
    @Override
    Server start() {
      return new Replicated();
    }
  };

  private final String text;

  RedisLoss(String text) {
    this.text = text;
  }

  abstract Server start();

  @Override
  public String toString() {
    return text;
  }

  /** One or more servers, under load. */
  interface Server extends AutoCloseable {
    String uri();

    /** Loses votes, and returns once the server answers again. */
    void lose(OpenLoop load) throws InterruptedException;

    @Override
    void close();
  }

  private abstract static class One implements Server {
    final RedisProcess redis =
        RedisProcess.start("--appendonly", "yes", "--appendfsync", "everysec");

    @Override
    public String uri() {
      return redis.uri();
    }

    @Override
    public void close() {
      redis.close();
    }
  }

  private static final class Replicated implements Server {
    private final RedisSentinel redis = RedisSentinel.start();

    @Override
    public String uri() {
      return redis.uri();
    }

    @Override
    public void lose(OpenLoop load) throws InterruptedException {
      redis.cutReplicaOff();
      load.goOn(1);
      redis.failOver();
    }

    @Override
    public void close() {
      redis.close();
    }
  }
}
