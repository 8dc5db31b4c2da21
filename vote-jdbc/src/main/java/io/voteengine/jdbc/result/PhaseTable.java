package io.voteengine.jdbc.result;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.result.PhaseRecord;
import io.voteengine.util.Micros;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The phases of finalizations, each with its last attempt. */
final class PhaseTable {
  private static final int LONGEST = 1_000;

  private PhaseTable() {}

  static void begin(Transaction tx, String poll, FinalizationPhase phase) {
    int updated =
        tx.handle()
            .createUpdate(
                """
                UPDATE vote_result_phase
                SET attempts = attempts + 1, begun_at = ?, ended_at = NULL, failure = NULL
                WHERE poll = ? AND phase = ?
                """)
            .bind(0, ResultTable.present(tx))
            .bind(1, poll)
            .bind(2, phase.name())
            .execute();
    if (updated == 0) {
      tx.handle()
          .createUpdate(
              "INSERT INTO vote_result_phase (poll, phase, attempts, begun_at)"
                  + " VALUES (?, ?, 1, ?)")
          .bind(0, poll)
          .bind(1, phase.name())
          .bind(2, ResultTable.present(tx))
          .execute();
    }
  }

  static void end(Transaction tx, String poll, FinalizationPhase phase, @Nullable String failure) {
    tx.handle()
        .createUpdate(
            "UPDATE vote_result_phase SET ended_at = ?, failure = ? WHERE poll = ? AND phase = ?")
        .bind(0, ResultTable.present(tx))
        .bind(1, failure == null ? null : shortened(failure))
        .bind(2, poll)
        .bind(3, phase.name())
        .execute();
  }

  /** Never between the two halves of a surrogate pair. */
  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST / 2));
  }

  static List<PhaseRecord> of(Transaction tx, String poll) {
    return tx
        .handle()
        .createQuery(
            "SELECT phase, attempts, begun_at, ended_at, failure FROM vote_result_phase"
                + " WHERE poll = ?")
        .bind(0, poll)
        .map(
            (rows, context) ->
                new PhaseRecord(
                    FinalizationPhase.valueOf(rows.getString("phase")),
                    rows.getInt("attempts"),
                    Micros.toInstant(ColumnValues.micros(rows, "begun_at")),
                    ResultTable.moment(rows, "ended_at"),
                    rows.getString("failure")))
        .stream()
        .sorted(Comparator.comparing(PhaseRecord::phase))
        .toList();
  }
}
