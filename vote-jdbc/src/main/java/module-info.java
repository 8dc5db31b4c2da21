/** The durable side of VoteEngine: a ledger in an SQL database, over JDBC. */
module io.voteengine.jdbc {
  requires transitive io.voteengine.core;
  requires transitive java.sql;
  requires static transitive org.jspecify;
  requires com.zaxxer.hikari;
  // Jdbi needs it, and has no descriptor that says so.
  requires io.leangen.geantyref;
  requires org.jdbi.v3.core;
  requires org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports io.voteengine.jdbc;
}
