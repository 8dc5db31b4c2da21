package io.voteengine.jdbc.poll;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.result.Amendment;
import io.voteengine.util.Micros;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What was found out or decided about polls after they were sealed. */
public final class AmendmentTable {
  /** Below every database's limit on parameters. */
  private static final int IDS = 1_000;

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
    Amendment amendment =
        new Amendment(
            id,
            poll,
            Micros.toInstant(ColumnValues.wallClock(tx)),
            by,
            kind,
            subject,
            votes,
            reason);
    insert(tx, List.of(amendment));
    return amendment;
  }

  /** Adds those whose ids are not there yet. No two may have the same id. */
  public static void addNew(Transaction tx, List<Amendment> made) {
    for (int from = 0; from < made.size(); from += IDS) {
      List<Amendment> some = made.subList(from, Math.min(made.size(), from + IDS));
      Set<UUID> known = known(tx, some);
      insert(tx, some.stream().filter(amendment -> !known.contains(amendment.id())).toList());
    }
  }

  private static Set<UUID> known(Transaction tx, List<Amendment> made) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_amendment WHERE id IN (<ids>)")
        .bindList("ids", made.stream().map(amendment -> tx.dialect().uuid(amendment.id())).toList())
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .set();
  }

  private static void insert(Transaction tx, List<Amendment> made) {
    if (made.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                INSERT INTO vote_amendment
                  (id, poll, made_at, made_by, kind, subject, votes, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
    for (Amendment amendment : made) {
      SubjectId subject = amendment.subject();
      batch
          .bind(0, tx.dialect().uuid(amendment.id()))
          .bind(1, amendment.poll())
          .bind(2, ColumnValues.argument(tx.dialect(), Micros.of(amendment.madeAt())))
          .bind(3, amendment.by())
          .bind(4, amendment.kind().name())
          .bind(5, subject == null ? null : subject.key())
          .bind(6, amendment.votes())
          .bind(7, amendment.reason())
          .add();
    }
    batch.execute();
  }

  public static List<Amendment> of(Transaction tx, String poll) {
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
