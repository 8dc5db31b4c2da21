package io.voteengine.jdbc.sql;

import io.voteengine.Choice;
import io.voteengine.util.Micros;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;

/** The forms of the API's values in columns. */
public final class ColumnValues {
  private ColumnValues() {}

  public static short code(Choice choice) {
    return switch (choice) {
      case NONE -> 0;
      case UP -> 1;
      case DOWN -> -1;
    };
  }

  public static Choice choice(ResultSet rows, String column) throws SQLException {
    short code = rows.getShort(column);
    return switch (code) {
      case 0 -> Choice.NONE;
      case 1 -> Choice.UP;
      case -1 -> Choice.DOWN;
      default -> throw new SQLException("column " + column + " holds no choice: " + code);
    };
  }

  /** Exact to the microsecond, and independent of the time zones of JVM and session. */
  static OffsetDateTime moment(long micros) {
    return Micros.toInstant(micros).atOffset(ZoneOffset.UTC);
  }

  /**
   * Returns a moment to bind; Jdbi would make a Timestamp of it, which depends on the JVM's time
   * zone.
   */
  public static Argument argument(Dialect dialect, long micros) {
    return argument(dialect.moment(micros));
  }

  /**
   * Returns a date to bind; Jdbi would make a Date of it, which depends on the JVM's time zone too.
   */
  public static Argument argument(LocalDate day) {
    return argument((Object) day);
  }

  private static Argument argument(Object value) {
    return (position, statement, context) -> statement.setObject(position, value);
  }

  /** Returns the current time by the database's clock, in microseconds. */
  public static long now(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT " + tx.dialect().now() + " AS present")
        .map((rows, context) -> micros(rows, "present"))
        .one();
  }

  /** Returns the database's time of this call, not that of the transaction's start. */
  public static long wallClock(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT " + tx.dialect().wallClock() + " AS present")
        .map((rows, context) -> micros(rows, "present"))
        .one();
  }

  public static long micros(ResultSet rows, String column) throws SQLException {
    // MySQL has no moments with a zone after the year 2038: there they are UTC without a zone.
    String type = rows.getMetaData().getColumnTypeName(rows.findColumn(column));
    return Micros.of(
        type.equals("DATETIME")
            ? rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC)
            : rows.getObject(column, OffsetDateTime.class).toInstant());
  }

  public static UUID uuid(ResultSet rows, String column) throws SQLException {
    Object value = rows.getObject(column);
    if (value == null || value instanceof UUID) {
      return (UUID) value;
    }
    // A driver may be configured to show bytes as text.
    ByteBuffer buffer = ByteBuffer.wrap(rows.getBytes(column));
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
