package io.voteengine.jdbc;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Binds columns of a list as arrays, one parameter after the other, from the second on. */
final class ColumnArrays {
  private final PreparedStatement statement;
  private int next = 2;

  private ColumnArrays(PreparedStatement statement) {
    this.statement = statement;
  }

  static ColumnArrays of(PreparedStatement statement) {
    return new ColumnArrays(statement);
  }

  <T> ColumnArrays texts(List<T> rows, Function<T, @Nullable String> column) throws SQLException {
    return bind("text", rows.stream().map(column).toArray(String[]::new));
  }

  <T> ColumnArrays longs(List<T> rows, ToLongFunction<T> column) throws SQLException {
    return bind("int8", rows.stream().map(column::applyAsLong).toArray(Long[]::new));
  }

  <T> ColumnArrays choices(List<T> rows, Function<T, Choice> column) throws SQLException {
    return bind(
        "int2", rows.stream().map(row -> Values.code(column.apply(row))).toArray(Short[]::new));
  }

  <T> ColumnArrays booleans(List<T> rows, Predicate<T> column) throws SQLException {
    return bind("bool", rows.stream().map(column::test).toArray(Boolean[]::new));
  }

  <T> ColumnArrays requests(List<T> rows, Function<T, @Nullable RequestId> column)
      throws SQLException {
    return bind(
        "uuid",
        rows.stream()
            .map(row -> Objects.requireNonNull(column.apply(row)).value())
            .toArray(UUID[]::new));
  }

  /** PostgreSQL goes by the name and by the array's class, H2 by the elements. */
  private ColumnArrays bind(String type, Object[] elements) throws SQLException {
    statement.setArray(next++, statement.getConnection().createArrayOf(type, elements));
    return this;
  }
}
