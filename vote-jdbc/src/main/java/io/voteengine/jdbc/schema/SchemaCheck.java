package io.voteengine.jdbc.schema;

import io.voteengine.VoteConfigurationException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses schemas that this library cannot work with, and says what to do. */
public final class SchemaCheck {
  private SchemaCheck() {}

  /** Refuses a schema that neither this library nor its migrations may change. */
  public static void refuseForeign(SchemaState found) {
    int newest = found.shipped().get(found.shipped().size() - 1).version();
    if (!found.history().isEmpty() && found.history().lastKey() > newest) {
      throw refused(
          "is at version %d, made by a newer VoteEngine; this one knows versions up to %d"
              .formatted(found.history().lastKey(), newest),
          "use the newer VoteEngine here too");
    }
    for (Migration step : found.shipped()) {
      String recorded = found.history().getOrDefault(step.version(), "");
      if (!recorded.isEmpty() && !recorded.equals(step.checksum())) {
        throw refused(
            "was made by another %s than the one shipped with this VoteEngine"
                .formatted(step.file()),
            "use the VoteEngine that made it, or put back the script that ran");
      }
      Set<String> lost = new TreeSet<>(step.tables());
      lost.removeAll(found.tables());
      if (found.history().containsKey(step.version()) && !lost.isEmpty()) {
        throw refused(
            "is incomplete: "
                + SchemaState.HISTORY
                + " says that version "
                + step.version()
                + " ran, but these tables are missing: "
                + lost,
            "restore them from a backup, or check that user and schema are the right ones");
      }
    }
  }

  /** Refuses a schema that this library cannot run on as it is. */
  public static void refuseUnready(SchemaState found) {
    refuseForeign(found);
    List<Migration> missing = found.missing();
    if (missing.isEmpty()) {
      return;
    }
    String files = missing.stream().map(Migration::file).collect(Collectors.joining(", "));
    Set<String> begun = new TreeSet<>(missing.get(0).tables());
    begun.retainAll(found.tables());
    String how =
        !begun.isEmpty()
            ? "is incomplete: of what %s creates it has %s".formatted(files, begun)
            : found.history().isEmpty()
                ? "is missing"
                : "is at version %d, older than this VoteEngine"
                    .formatted(found.history().lastKey());
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
        VoteConfigurationException.Problem.SCHEMA,
        "The ledger's schema " + what + ": " + remedy + ".",
        null);
  }
}
