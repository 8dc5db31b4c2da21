package io.voteengine.jdbc.upkeep;

import static java.util.stream.Collectors.toCollection;

import io.voteengine.jdbc.sql.Transaction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of the audit log on PostgreSQL, from the catalogue.
 *
 * @param all all but the default one, the oldest first
 * @param bound what the default partition is to become; null for nothing
 * @param boundIsValid whether all of its rows are known to be within
 */
record LogPartitions(List<LogPartition> all, @Nullable LogPartition bound, boolean boundIsValid) {
  /** The constraint that proves that the rows of the default partition are within bounds. */
  static final String BOUND = "vote_event_default_bound";

  private static final Pattern DAY = Pattern.compile("'(\\d{4,}-\\d\\d-\\d\\d)'");

  static LogPartitions read(Transaction tx) {
    Handle handle = tx.handle();
    handle.execute("SET LOCAL datestyle = 'ISO'");
    List<LogPartition> all =
        handle
            .createQuery(
                """
                SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bounds
                FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'vote_event'::regclass
                """)
            .map((rows, context) -> partition(rows.getString("relname"), rows.getString("bounds")))
            .stream()
            .filter(partition -> !partition.until().equals(LocalDate.MAX))
            .sorted(Comparator.comparing(LogPartition::from))
            .collect(toCollection(ArrayList::new));
    record Bound(LogPartition partition, boolean isValid) {}
    Bound bound =
        handle
            .createQuery(
                """
                SELECT pg_get_expr(conbin, conrelid) AS bounds, convalidated FROM pg_constraint
                WHERE conrelid = 'vote_event_default'::regclass AND conname = ?
                """)
            .bind(0, BOUND)
            .map(
                (rows, context) -> {
                  LogPartition read = partition("", rows.getString("bounds"));
                  return new Bound(
                      LogPartition.ofDefault(read.from(), read.until()),
                      rows.getBoolean("convalidated"));
                })
            .findOne()
            .orElse(null);
    return new LogPartitions(
        all, bound == null ? null : bound.partition(), bound != null && bound.isValid());
  }

  /**
   * The last day in the text is the end, the one before it the start; none means the default
   * partition.
   */
  private static LogPartition partition(String table, String bounds) {
    Matcher days = DAY.matcher(bounds);
    LocalDate from = LocalDate.MIN;
    LocalDate until = LocalDate.MAX;
    while (days.find()) {
      from = until.equals(LocalDate.MAX) ? LocalDate.MIN : until;
      until = LocalDate.parse(days.group(1));
    }
    return new LogPartition(table, from, until);
  }

  /** The first day that only the default partition takes; {@link LocalDate#MIN} for all days. */
  LocalDate end() {
    return all.isEmpty() ? LocalDate.MIN : all.get(all.size() - 1).until();
  }
}
