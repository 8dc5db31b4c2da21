package io.voteengine.jdbc.moderation;

import static java.util.Collections.nCopies;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.query.KeysetPages;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.util.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the votes of a selection in one partition, page by page in the order of the primary key.
 * The start of a page is a condition that every database looks up in an index. With voters it is
 * the index by voter. Without, it is the primary key: first the rest of a subject, then the
 * subjects after it.
 */
final class VoteSearch {
  private final Transaction tx;
  private final int limit;
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> arguments = new ArrayList<>();

  private VoteSearch(
      Transaction tx, int partition, VoteVoiding revision, VoteSelection selection, int limit) {
    this.tx = tx;
    this.limit = limit;
    String column = revision.column;
    sql.append("SELECT poll, subject, voter, ").append(column);
    sql.append(" AS choice, cast_at, request_id FROM vote WHERE ").append(column).append(" <> 0");
    and("part = ?", partition);
    if (selection.poll() != null) {
      and("poll = ?", selection.poll());
    }
    if (selection.subject() != null) {
      and("subject = ?", selection.subject().key());
    }
    if (!selection.voters().isEmpty()) {
      String list = String.join(", ", nCopies(selection.voters().size(), "?"));
      and("voter IN (" + list + ")", selection.voters().stream().map(VoterId::value).toArray());
    }
    if (selection.from() != null) {
      and("cast_at >= ?", tx.dialect().moment(Micros.of(selection.from())));
    }
    if (selection.to() != null) {
      and("cast_at < ?", tx.dialect().moment(Micros.of(selection.to())));
    }
  }

  /** Returns the page after a key, with the choice that is to be revised. */
  static List<VoteSnapshot> page(
      Transaction tx,
      int partition,
      VoteVoiding revision,
      VoteSelection selection,
      @Nullable VoteKey after,
      int limit)
      throws SQLException {
    if (!selection.voters().isEmpty()) {
      VoteSearch search = new VoteSearch(tx, partition, revision, selection, limit);
      if (after != null) {
        search.and(
            "(poll, subject, voter) > (?, ?, ?)",
            after.subject().poll(),
            after.subject().key(),
            after.voter().value());
      }
      return search.read();
    }
    return KeysetPages.page(
        after,
        limit,
        "?",
        (condition, parameters, rest) ->
            new VoteSearch(tx, partition, revision, selection, rest)
                .and(condition, parameters.toArray())
                .read());
  }

  private VoteSearch and(String condition, Object... values) {
    sql.append(" AND ").append(condition);
    arguments.addAll(List.of(values));
    return this;
  }

  private List<VoteSnapshot> read() throws SQLException {
    sql.append(" ORDER BY poll, subject, voter LIMIT ").append(limit);
    List<VoteSnapshot> page = new ArrayList<>();
    try (PreparedStatement statement = tx.connection().prepareStatement(sql.toString())) {
      for (int i = 0; i < arguments.size(); i++) {
        statement.setObject(i + 1, arguments.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          page.add(
              new VoteSnapshot(
                  SubjectId.of(rows.getString("poll"), rows.getString("subject")),
                  VoterId.of(rows.getString("voter")),
                  ColumnValues.choice(rows, "choice"),
                  ColumnValues.micros(rows, "cast_at"),
                  RequestId.of(ColumnValues.uuid(rows, "request_id"))));
        }
      }
    }
    return page;
  }
}
