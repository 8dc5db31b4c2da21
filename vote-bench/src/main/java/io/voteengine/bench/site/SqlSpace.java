package io.voteengine.bench.site;

import io.voteengine.spi.VoteLedger;
import java.util.Map;

/** Where the tables of one round are. Closing it drops them. */
public interface SqlSpace extends AutoCloseable {
  /** Creates the ledger's tables, if the ledger does not do so itself. */
  void migrate();

  /** Returns a ledger in this space, which is not open. */
  VoteLedger ledger();

  /** Returns the number of votes in the ledger's table, once no ledger is open. */
  long votes();

  /** Starts from a clean slate: a checkpoint, where there are any. */
  void settle();

  /** Returns the bytes of all tables with their indexes. */
  long bytes();

  /** Returns the bytes written to the write-ahead log so far; 0 where it cannot be known. */
  long logBytes();

  /** Returns the bytes of each table and each index, by name; empty where they are not known. */
  Map<String, Long> parts();

  @Override
  void close();
}
