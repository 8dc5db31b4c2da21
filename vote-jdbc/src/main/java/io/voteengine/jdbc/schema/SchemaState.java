package io.voteengine.jdbc.schema;

import io.voteengine.jdbc.sql.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The schema as found in the database.
 *
 * @param tables the names of all tables, in lower case
 * @param history the checksum of each version that ran; empty when another tool ran it
 * @param shipped the steps that this library ships
 */
public record SchemaState(
    Set<String> tables, TreeMap<Integer, String> history, List<Migration> shipped) {
  static final String HISTORY = "vote_schema_history";

  /**
   * Reads the tables after the history: a script that another node runs meanwhile, which no lock
   * prevents on H2, records itself last.
   */
  public static SchemaState read(Transaction tx) {
    TreeMap<Integer, String> history = new TreeMap<>();
    if (tables(tx).contains(HISTORY)) {
      tx.handle()
          .createQuery("SELECT version, coalesce(checksum, '') AS checksum FROM " + HISTORY)
          .map((rows, context) -> Map.entry(rows.getInt("version"), rows.getString("checksum")))
          .forEach(entry -> history.put(entry.getKey(), entry.getValue()));
    }
    return new SchemaState(tables(tx), history, Migration.shipped(tx.dialect()));
  }

  private static Set<String> tables(Transaction tx) {
    return tx.handle().createQuery(tx.dialect().tables()).mapTo(String.class).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** Returns the steps that have not run. */
  public List<Migration> missing() {
    return shipped.stream().filter(step -> !history.containsKey(step.version())).toList();
  }
}
