/** The fast side of VoteEngine, in Redis or Valkey through Lettuce. */
module io.voteengine.redis {
  requires transitive io.voteengine.core;
  requires transitive lettuce.core;
  requires static transitive org.jspecify;
  // Lettuce needs these, and has no descriptor that says so. We use the first one ourselves.
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.resolver.dns;
  requires jdk.net;
  requires org.slf4j;

  exports io.voteengine.redis;
}
