/** VoteEngine's API and SPI, the in-memory store and the ranking functions. */
module io.voteengine.core {
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports io.voteengine;
  exports io.voteengine.event;
  exports io.voteengine.memory;
  exports io.voteengine.spi;
}
