package io.voteengine.jdbc.sql.bulk;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToIntFunction;

/** Prepares statements over many rows. */
public final class BulkStatement {
  /** The most rows of one statement: H2's arrays and MySQL's packets are limited. */
  public static final int ROWS = 10_000;

  private BulkStatement() {}

  /** Prepares a statement over many rows, with all its values bound. */
  public static PreparedStatement prepare(Transaction tx, String sql, Columns columns)
      throws SQLException {
    PreparedStatement statement = tx.connection().prepareStatement(sql);
    try {
      tx.dialect().bulk().bind(statement, 1, columns.all());
      return statement;
    } catch (Throwable t) {
      statement.close();
      throw t;
    }
  }

  /** Returns the columns partition, poll and key of subjects. */
  public static Columns subjects(List<SubjectId> subjects, ToIntFunction<SubjectId> partitionOf) {
    return new Columns()
        .ints(subjects, partitionOf)
        .texts(subjects, SubjectId::poll)
        .texts(subjects, SubjectId::key);
  }

  /** Returns the columns partition, poll, subject and voter of votes in one partition. */
  public static Columns keys(List<VoteKey> keys, int partition) {
    return new Columns()
        .ints(keys, key -> partition)
        .texts(keys, key -> key.subject().poll())
        .texts(keys, key -> key.subject().key())
        .texts(keys, key -> key.voter().value());
  }
}
