package io.voteengine.jdbc.partition;

import org.jdbi.v3.core.Handle;

/** The lock that every writer of votes takes first, and the counters that it protects. */
public final class PartitionLock {
  private PartitionLock() {}

  /**
   * Lets one transaction at a time write votes of a partition, until its end. It changes the row,
   * since nodes of a Galera cluster do not see each other's locks: of two transactions that change
   * one row on two nodes, one fails and is retried.
   */
  public static void lock(Handle handle, int partition) {
    handle.execute("UPDATE vote_partition SET locks = locks + 1 WHERE part = ?", partition);
  }

  /**
   * Lets one transaction at a time write votes of a partition, until its end, and gives numbers to
   * votes that do not come from the journal.
   *
   * @return the first number; each further vote has one less
   */
  public static long number(Handle handle, int partition, int votes) {
    handle.execute(
        "UPDATE vote_partition SET direct = direct + ? WHERE part = ?", votes, partition);
    return votes
        - 1
        - handle
            .createQuery("SELECT direct FROM vote_partition WHERE part = ?")
            .bind(0, partition)
            .mapTo(Long.class)
            .one();
  }

  /** Counts a replacement of voters' ids. Needs the partition's lock. */
  public static void countErasure(Handle handle, int partition) {
    handle.execute("UPDATE vote_partition SET erasures = erasures + 1 WHERE part = ?", partition);
  }

  /** Returns how often voters' ids have been replaced in a partition. */
  public static long erasures(Handle handle, int partition) {
    return handle
        .createQuery("SELECT erasures FROM vote_partition WHERE part = ?")
        .bind(0, partition)
        .mapTo(Long.class)
        .one();
  }
}
