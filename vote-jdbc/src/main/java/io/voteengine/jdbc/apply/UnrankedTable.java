package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.joining;

import io.voteengine.jdbc.sql.Transaction;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The tallies that have changed since they were ranked. A row has those of one transaction. */
public final class UnrankedTable {
  private UnrankedTable() {}

  /**
   * The tallies of some rows.
   *
   * @param rows the ids of the rows
   * @param tallies the ids of the tallies, each once, in their order
   */
  public record Unranked(List<Long> rows, List<Long> tallies) {}

  public static void add(Transaction tx, Collection<Long> tallies) {
    tx.handle()
        .execute(
            "INSERT INTO vote_unranked (tallies) VALUES (?)",
            tallies.stream().map(Object::toString).collect(joining(" ")));
  }

  /** Returns whether any tally is to be ranked; by another node perhaps, at this moment. */
  public static boolean hasAny(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_unranked LIMIT 1")
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /** Returns the oldest rows, at most this many. */
  public static Unranked read(Transaction tx, int limit) {
    record Row(long id, String tallies) {}
    List<Row> rows =
        tx.handle()
            .createQuery("SELECT id, tallies FROM vote_unranked ORDER BY id LIMIT ?")
            .bind(0, limit)
            .map((row, context) -> new Row(row.getLong("id"), row.getString("tallies")))
            .list();
    return new Unranked(
        rows.stream().map(Row::id).toList(),
        rows.stream()
            .flatMap(row -> Arrays.stream(row.tallies().split(" ")))
            .map(Long::valueOf)
            .distinct()
            .sorted()
            .toList());
  }

  public static void delete(Transaction tx, List<Long> rows) {
    tx.handle()
        .createUpdate("DELETE FROM vote_unranked WHERE id IN (<rows>)")
        .bindList("rows", rows)
        .execute();
  }
}
