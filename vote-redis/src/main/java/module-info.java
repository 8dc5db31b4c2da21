/** The fast side of VoteEngine, in Redis or Valkey through Lettuce. */
module io.voteengine.redis {
  requires transitive io.voteengine.core;
  requires transitive lettuce.core;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports io.voteengine.redis;
}
