/** VoteEngine's API and SPI, the in-memory store and the ranking functions. */
@SuppressWarnings("module") // The other modules are not there when this one is compiled.
module io.voteengine.core {
  requires static transitive org.jspecify;
  requires static com.github.benmanes.caffeine;
  requires static micrometer.core;
  requires static micrometer.observation;
  requires HdrHistogram;
  requires org.slf4j;
  requires static tools.jackson.core;

  exports io.voteengine;
  exports io.voteengine.backup;
  exports io.voteengine.cache;
  exports io.voteengine.drill;
  exports io.voteengine.health;
  exports io.voteengine.listener;
  exports io.voteengine.live;
  exports io.voteengine.live.wire;
  exports io.voteengine.log to
      io.voteengine.jdbc,
      io.voteengine.redis,
      io.voteengine.sync;
  exports io.voteengine.memory;
  exports io.voteengine.metrics;
  exports io.voteengine.micrometer;
  exports io.voteengine.moderation;
  exports io.voteengine.partitioned;
  exports io.voteengine.poll;
  exports io.voteengine.query;
  exports io.voteengine.ranking;
  exports io.voteengine.result;
  exports io.voteengine.result.proof;
  exports io.voteengine.spi;
  exports io.voteengine.spi.journal;
  exports io.voteengine.spi.ledger;
  exports io.voteengine.spi.rules to
      io.voteengine.jdbc,
      io.voteengine.sync;
  exports io.voteengine.subject;
  exports io.voteengine.util;
}
