package io.voteengine.jdbc.result;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.result.Amendment;
import io.voteengine.util.Micros;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was found out or decided about polls after they were sealed. */
public final class AmendmentTable {
  private AmendmentTable() {}

  public static Amendment add(
      Transaction tx,
      UUID id,
      String poll,
      String by,
      Amendment.Kind kind,
      @Nullable SubjectId subject,
      long votes,
      String reason) {
    Optional<Amendment> known =
        of(tx, poll).stream().filter(made -> made.id().equals(id)).findAny();
    if (known.isPresent()) {
      return known.get();
    }
    // Two nodes that do this at once collide on the key; the refused one runs again.
    long now = ColumnValues.wallClock(tx);
    Amendment amendment =
        new Amendment(id, poll, Micros.toInstant(now), by, kind, subject, votes, reason);
    tx.handle()
        .createUpdate(
            """
            INSERT INTO vote_amendment (id, poll, made_at, made_by, kind, subject, votes, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .bind(0, tx.dialect().uuid(amendment.id()))
        .bind(1, poll)
        .bind(2, ColumnValues.argument(tx.dialect(), now))
        .bind(3, by)
        .bind(4, kind.name())
        .bind(5, subject == null ? null : subject.key())
        .bind(6, votes)
        .bind(7, reason)
        .execute();
    return amendment;
  }

  static List<Amendment> of(Transaction tx, String poll) {
    return tx.handle()
        .createQuery(
            """
            SELECT id, made_at, made_by, kind, subject, votes, reason FROM vote_amendment
            WHERE poll = ? ORDER BY made_at, id
            """)
        .bind(0, poll)
        .map(
            (rows, context) -> {
              String subject = rows.getString("subject");
              return new Amendment(
                  ColumnValues.uuid(rows, "id"),
                  poll,
                  Micros.toInstant(ColumnValues.micros(rows, "made_at")),
                  rows.getString("made_by"),
                  Amendment.Kind.valueOf(rows.getString("kind")),
                  subject == null ? null : SubjectId.of(poll, subject),
                  rows.getLong("votes"),
                  rows.getString("reason"));
            })
        .list();
  }
}
