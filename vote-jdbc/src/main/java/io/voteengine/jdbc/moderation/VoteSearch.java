package io.voteengine.jdbc.moderation;

import static java.util.Collections.nCopies;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.query.VotePages;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the votes of a selection in one partition, page by page. With voters it uses the index by
 * voter; without, it goes from subject to subject.
 */
final class VoteSearch {
  private final Transaction tx;
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> arguments = new ArrayList<>();

  private VoteSearch(Transaction tx, VoteVoiding revision, VoteSelection selection) {
    this.tx = tx;
    String column = revision.column;
    sql.append("SELECT t.poll, t.subject, v.voter, v.").append(column).append(" AS choice,");
    sql.append(" v.cast_at, v.request_id FROM vote v JOIN vote_tally t ON t.id = v.tally");
    sql.append(" WHERE v.").append(column).append(" <> 0");
    if (selection.from() != null) {
      and("v.cast_at >= ?", tx.dialect().moment(Micros.of(selection.from())));
    }
    if (selection.to() != null) {
      and("v.cast_at < ?", tx.dialect().moment(Micros.of(selection.to())));
    }
  }

  /** Returns the page after a place, with the choice that is to be revised. */
  static VotePages.Page<VoteSnapshot> page(
      Transaction tx,
      int partition,
      VoteVoiding revision,
      VoteSelection selection,
      VotePages.@Nullable Place after,
      int limit)
      throws SQLException {
    if (!selection.voters().isEmpty()) {
      return ofVoters(tx, partition, revision, selection, after, limit);
    }
    return new VotePages(tx, partition, selection.poll(), selection.subject())
        .page(
            after,
            limit,
            (condition, parameters, most) ->
                new VoteSearch(tx, revision, selection)
                    .and(condition, parameters.toArray())
                    .read("v.tally, v.voter", most),
            VoteSearch::key);
  }

  private static VotePages.Page<VoteSnapshot> ofVoters(
      Transaction tx,
      int partition,
      VoteVoiding revision,
      VoteSelection selection,
      VotePages.@Nullable Place after,
      int limit)
      throws SQLException {
    VoteSearch search = new VoteSearch(tx, revision, selection).and("t.part = ?", partition);
    if (selection.poll() != null) {
      search.and("t.poll = ?", selection.poll());
    }
    if (selection.subject() != null) {
      search.and("t.subject = ?", selection.subject().key());
    }
    String list = String.join(", ", nCopies(selection.voters().size(), "?"));
    search.and(
        "v.voter IN (" + list + ")", selection.voters().stream().map(VoterId::value).toArray());
    if (after != null) {
      search.and(
          "(t.poll, t.subject, v.voter) > (?, ?, ?)",
          after.subject().poll(),
          after.subject().key(),
          Objects.requireNonNull(after.voter()).value());
    }
    List<VoteSnapshot> found = search.read("t.poll, t.subject, v.voter", limit);
    return new VotePages.Page<>(
        found, found.size() < limit ? null : VotePages.Place.of(key(found.get(found.size() - 1))));
  }

  private static VoteKey key(VoteSnapshot vote) {
    return new VoteKey(vote.subject(), vote.voter());
  }

  private VoteSearch and(String condition, Object... values) {
    sql.append(" AND ").append(condition);
    arguments.addAll(List.of(values));
    return this;
  }

  private List<VoteSnapshot> read(String order, int limit) throws SQLException {
    sql.append(" ORDER BY ").append(order).append(" LIMIT ").append(limit);
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
