package io.voteengine.jdbc.upkeep;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * A partition of the audit log on PostgreSQL, other than the default one.
 *
 * @param table its name
 * @param from the first day of its entries; {@link LocalDate#MIN} for all days before {@code until}
 * @param until the first day after them
 */
record LogPartition(String table, LocalDate from, LocalDate until) {
  /**
   * The most partitions of one retention. A look-up locks each table and its three indexes. This
   * many fit into the lock table of a server with default settings, even when each of its
   * connections runs a look-up.
   */
  static final int IN_RETENTION = 8;

  /**
   * The number of days that maintenance may stand still before entries go to the default partition.
   */
  static final int DAYS_AHEAD = 3;

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  /** Returns how many days one partition takes. */
  static long days(long retentionDays) {
    return Math.max(1, (retentionDays + IN_RETENTION - 1) / IN_RETENTION);
  }

  /** Returns a partition that does not exist yet. */
  static LogPartition of(LocalDate from, long days) {
    return new LogPartition("vote_event_" + DAY.format(from), from, from.plusDays(days));
  }

  /** Returns what the default partition becomes. */
  static LogPartition ofDefault(LocalDate from, LocalDate until) {
    return new LogPartition("vote_event_until_" + DAY.format(until), from, until);
  }

  /** Whether rows are deleted from it one by one, because it may span any number of days. */
  boolean wasDefault() {
    return table.startsWith("vote_event_until_");
  }

  /** The bounds, in the form for {@code CREATE} and {@code ATTACH}. */
  String bounds() {
    return "FOR VALUES FROM (%s) TO ('%s')"
        .formatted(from.equals(LocalDate.MIN) ? "MINVALUE" : "'" + from + "'", until);
  }

  /** The bounds as a condition on rows. */
  String condition() {
    String end = "log_day < DATE '" + until + "'";
    return from.equals(LocalDate.MIN) ? end : "log_day >= DATE '" + from + "' AND " + end;
  }
}
