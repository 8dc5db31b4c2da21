/** The reconciler: carries votes from store to ledger, inside the host application. */
module io.voteengine.sync {
  requires transitive io.voteengine.core;
  requires static transitive org.jspecify;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires org.slf4j;

  exports io.voteengine.sync;
}
