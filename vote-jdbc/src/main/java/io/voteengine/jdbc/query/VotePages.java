package io.voteengine.jdbc.query;

import static java.util.Collections.nCopies;
import static java.util.stream.Collectors.joining;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads all votes of a partition, of one of its polls, or of one subject, page by page from subject
 * to subject. Subjects with few votes are read together, others in pages by voter.
 */
public final class VotePages {
  private static final int SUBJECTS = 500;

  private final Transaction tx;
  private final int partition;
  private final @Nullable String poll;
  private final @Nullable SubjectId subject;

  /**
   * @param poll null for all polls
   * @param subject null for all subjects
   */
  public VotePages(
      Transaction tx, int partition, @Nullable String poll, @Nullable SubjectId subject) {
    this.tx = tx;
    this.partition = partition;
    this.poll = poll;
    this.subject = subject;
  }

  /**
   * Where a page ends.
   *
   * @param voter the last voter on the subject who was read; null when no other follows
   */
  public record Place(SubjectId subject, @Nullable VoterId voter) {
    public static Place of(VoteKey key) {
      return new Place(key.subject(), key.voter());
    }

    /** Returns the last key that was read; fails at the end of a subject. */
    public VoteKey key() {
      return new VoteKey(subject, Objects.requireNonNull(voter));
    }
  }

  /**
   * A page; empty only at the end.
   *
   * @param end where the next page begins; null after the last
   */
  public record Page<T>(List<T> rows, @Nullable Place end) {}

  /** Reads votes, named v, in the order of tally and voter. */
  @FunctionalInterface
  public interface Reader<T> {
    List<T> read(String condition, List<Object> parameters, int limit) throws SQLException;
  }

  /**
   * Reads the page after a place.
   *
   * @param limit about how many rows; never more than twice as many
   */
  public <T> Page<T> page(
      @Nullable Place after, int limit, Reader<T> reader, Function<T, VoteKey> keyOf)
      throws SQLException {
    Place place = after;
    if (place != null && place.voter() != null) {
      Page<T> rest = ofOne(of(place.subject()), place.voter().value(), limit, reader, keyOf);
      if (!rest.rows().isEmpty()) {
        return rest;
      }
    }
    while (true) {
      List<Tally> some = few(next(place), limit);
      if (some.isEmpty()) {
        return new Page<>(List.of(), null);
      }
      Page<T> page = ofAll(some, limit, reader, keyOf);
      if (!page.rows().isEmpty()) {
        return page;
      }
      place = page.end();
    }
  }

  private <T> Page<T> ofAll(
      List<Tally> some, int limit, Reader<T> reader, Function<T, VoteKey> keyOf)
      throws SQLException {
    if (some.size() > 1) {
      String list = nCopies(some.size(), "?").stream().collect(joining(", ", "v.tally IN (", ")"));
      List<Object> ids = new ArrayList<>();
      some.forEach(tally -> ids.add(tally.id()));
      List<T> rows = reader.read(list, ids, 2 * limit + 1);
      if (rows.size() <= 2 * limit) {
        return new Page<>(rows, new Place(some.get(some.size() - 1).subject(), null));
      }
      // Most of their votes are retracted, and in no tally.
    }
    return ofOne(some, "", limit, reader, keyOf);
  }

  private static <T> Page<T> ofOne(
      List<Tally> some, String after, int limit, Reader<T> reader, Function<T, VoteKey> keyOf)
      throws SQLException {
    Tally first = some.get(0);
    List<T> rows = reader.read("v.tally = ? AND v.voter > ?", List.of(first.id(), after), limit);
    return new Page<>(
        rows,
        rows.size() < limit
            ? new Place(first.subject(), null)
            : Place.of(keyOf.apply(rows.get(rows.size() - 1))));
  }

  /** Returns the first of them that have about this many votes in all, and at least one. */
  private static List<Tally> few(List<Tally> tallies, int limit) {
    long votes = 0;
    for (int i = 0; i < tallies.size(); i++) {
      votes += tallies.get(i).votes();
      if (votes > limit) {
        return tallies.subList(0, Math.max(i, 1));
      }
    }
    return tallies;
  }

  private List<Tally> next(@Nullable Place after) {
    if (subject != null) {
      return after == null ? of(subject) : List.of();
    }
    if (poll != null) {
      return tallies("poll = ? AND subject > ?", poll, after == null ? "" : after.subject().key());
    }
    if (after == null) {
      return tallies("poll > ?", "");
    }
    SubjectId from = after.subject();
    List<Tally> next = tallies("poll = ? AND subject > ?", from.poll(), from.key());
    return next.isEmpty() ? tallies("poll > ?", from.poll()) : next;
  }

  private List<Tally> of(SubjectId one) {
    return tallies("poll = ? AND subject = ?", one.poll(), one.key());
  }

  private List<Tally> tallies(String condition, String... parameters) {
    Query query =
        tx.handle()
            .createQuery(
                """
                SELECT id, poll, subject, up + down AS votes FROM vote_tally
                WHERE part = ? AND %s ORDER BY part, poll, subject LIMIT ?
                """
                    .formatted(condition))
            .bind(0, partition);
    int next = 1;
    for (String parameter : parameters) {
      query.bind(next++, parameter);
    }
    return query
        .bind(next, SUBJECTS)
        .map(
            (rows, context) ->
                new Tally(
                    rows.getLong("id"),
                    SubjectId.of(rows.getString("poll"), rows.getString("subject")),
                    rows.getLong("votes")))
        .list();
  }

  private record Tally(long id, SubjectId subject, long votes) {}
}
