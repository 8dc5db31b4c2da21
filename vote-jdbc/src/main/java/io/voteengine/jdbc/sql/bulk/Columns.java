package io.voteengine.jdbc.sql.bulk;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.jdbc.sql.ColumnValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The values of many rows by column, in the order of a statement's parameters. */
public final class Columns {
  /**
   * One column of all rows.
   *
   * @param type the element's type in PostgreSQL
   * @param values one for each row, in an array of their class
   */
  record Column(String type, @Nullable Object[] values) {}

  private final List<Column> columns = new ArrayList<>();

  public List<Column> all() {
    return columns;
  }

  public <T> Columns texts(List<T> rows, Function<T, @Nullable String> column) {
    return add("text", rows.stream().map(column).toArray(String[]::new));
  }

  public <T> Columns ints(List<T> rows, ToIntFunction<T> column) {
    return add("int4", rows.stream().map(column::applyAsInt).toArray(Integer[]::new));
  }

  public <T> Columns longs(List<T> rows, ToLongFunction<T> column) {
    return add("int8", rows.stream().map(column::applyAsLong).toArray(Long[]::new));
  }

  public <T> Columns longsOrNulls(List<T> rows, Function<T, @Nullable Long> column) {
    return add("int8", rows.stream().map(column).toArray(Long[]::new));
  }

  public <T> Columns choices(List<T> rows, Function<T, Choice> column) {
    return add(
        "int2",
        rows.stream().map(row -> ColumnValues.code(column.apply(row))).toArray(Short[]::new));
  }

  public <T> Columns booleans(List<T> rows, Predicate<T> column) {
    return add("bool", rows.stream().map(column::test).toArray(Boolean[]::new));
  }

  public <T> Columns requests(List<T> rows, Function<T, @Nullable RequestId> column) {
    return add(
        "uuid",
        rows.stream()
            .map(row -> Objects.requireNonNull(column.apply(row)).value())
            .toArray(UUID[]::new));
  }

  private Columns add(String type, @Nullable Object[] values) {
    columns.add(new Column(type, values));
    return this;
  }
}
