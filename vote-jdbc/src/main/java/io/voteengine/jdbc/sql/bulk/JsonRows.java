package io.voteengine.jdbc.sql.bulk;

import io.voteengine.jdbc.sql.bulk.Columns.Column;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Many rows as one JSON text, with an array for each row. A null is an empty array, in which {@code
 * '$[i][0]'} finds nothing: MySQL before 8.0.22 takes a JSON null for the word.
 */
public final class JsonRows {
  private JsonRows() {}

  static String of(List<Column> columns) {
    int rows = columns.get(0).values().length;
    StringBuilder json = new StringBuilder(rows * columns.size() * 16);
    for (int row = 0; row < rows; row++) {
      json.append(row == 0 ? '[' : ',');
      for (int i = 0; i < columns.size(); i++) {
        write(json.append(i == 0 ? '[' : ','), columns.get(i).values()[row]);
      }
      json.append(']');
    }
    return json.append(rows == 0 ? "[]" : "]").toString();
  }

  private static void write(StringBuilder json, @Nullable Object value) {
    if (value == null) {
      json.append("[]");
    } else if (value instanceof String text) {
      quote(json, text);
    } else if (value instanceof UUID uuid) {
      quote(json, uuid.toString().replace("-", ""));
    } else {
      json.append(value);
    }
  }

  public static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
