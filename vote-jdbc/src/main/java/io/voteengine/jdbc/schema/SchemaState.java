package io.voteengine.jdbc.schema;

import io.voteengine.VoteConfigurationException;
import io.voteengine.jdbc.sql.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Refuses a schema that neither this library nor its migrations may change. */
  public void refuseForeign() {
    int newest = shipped.get(shipped.size() - 1).version();
    if (!history.isEmpty() && history.lastKey() > newest) {
      throw refused(
          "is at version %d, made by a newer VoteEngine; this one knows versions up to %d"
              .formatted(history.lastKey(), newest),
          "use the newer VoteEngine here too");
    }
    for (Migration step : shipped) {
      String recorded = history.getOrDefault(step.version(), "");
      if (!recorded.isEmpty() && !recorded.equals(step.checksum())) {
        throw refused(
            "was made by another %s than the one shipped with this VoteEngine"
                .formatted(step.file()),
            "use the VoteEngine that made it, or put back the script that ran");
      }
      Set<String> lost = new TreeSet<>(step.tables());
      lost.removeAll(tables);
      if (history.containsKey(step.version()) && !lost.isEmpty()) {
        throw refused(
            "is incomplete: "
                + HISTORY
                + " says that version "
                + step.version()
                + " ran, but these tables are missing: "
                + lost,
            "restore them from a backup, or check that user and schema are the right ones");
      }
    }
  }

  /** Refuses a schema that this library cannot run on as it is. */
  public void refuseUnready() {
    refuseForeign();
    List<Migration> missing = missing();
    if (missing.isEmpty()) {
      return;
    }
    String files = missing.stream().map(Migration::file).collect(Collectors.joining(", "));
    Set<String> begun = new TreeSet<>(missing.get(0).tables());
    begun.retainAll(tables);
    String how =
        !begun.isEmpty()
            ? "is incomplete: of what %s creates it has %s".formatted(files, begun)
            : history.isEmpty()
                ? "is missing"
                : "is at version %d, older than this VoteEngine".formatted(history.lastKey());
    throw refused(
        how,
        "call VoteSchema.migrate(dataSource), or run %s of vote-jdbc with your own tool%s"
            .formatted(
                files,
                begun.isEmpty()
                    ? ""
                    : "; where that fails, put back the rows of vote_schema_history, or drop the tables that it has if they are empty"));
  }

  private static VoteConfigurationException refused(String what, String remedy) {
    return new VoteConfigurationException(
        "The ledger's schema " + what + ": " + remedy + ".", null);
  }
}
