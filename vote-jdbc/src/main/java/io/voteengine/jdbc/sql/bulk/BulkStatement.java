package io.voteengine.jdbc.sql.bulk;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Prepares statements over many rows of one partition. */
public final class BulkStatement {
  /** The most rows of one statement: H2's arrays and MySQL's packets are limited. */
  public static final int ROWS = 10_000;

  private BulkStatement() {}

  /** Prepares a statement over many rows of one partition, with all its values bound. */
  public static PreparedStatement prepare(
      Transaction tx, int partition, String sql, Columns columns) throws SQLException {
    PreparedStatement statement = tx.connection().prepareStatement(sql);
    try {
      statement.setInt(1, partition);
      tx.dialect().bulk().bind(statement, 2, columns.all());
      return statement;
    } catch (Throwable t) {
      statement.close();
      throw t;
    }
  }

  public static Columns subjects(List<SubjectId> subjects) {
    return new Columns().texts(subjects, SubjectId::poll).texts(subjects, SubjectId::key);
  }

  public static Columns keys(List<VoteKey> keys) {
    return new Columns()
        .texts(keys, k -> k.subject().poll())
        .texts(keys, k -> k.subject().key())
        .texts(keys, k -> k.voter().value());
  }
}
