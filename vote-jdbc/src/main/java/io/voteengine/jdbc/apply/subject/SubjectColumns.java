package io.voteengine.jdbc.apply.subject;

import io.voteengine.VoterId;
import io.voteengine.subject.Listing;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The columns of what hosts record about a subject. */
public final class SubjectColumns {
  private SubjectColumns() {}

  /** A subject without a row is not listed. */
  public static Listing listing(ResultSet rows) throws SQLException {
    int code = rows.getInt("listing");
    return switch (code) {
      case 0 -> Listing.UNLISTED;
      case 1 -> Listing.LISTED;
      case 2 -> Listing.WITHDRAWN;
      default -> throw new SQLException("column listing holds no listing: " + code);
    };
  }

  public static int code(Listing listing) {
    return switch (listing) {
      case UNLISTED -> 0;
      case LISTED -> 1;
      case WITHDRAWN -> 2;
    };
  }

  public static @Nullable VoterId owner(ResultSet rows) throws SQLException {
    String owner = rows.getString("owner");
    return owner == null ? null : VoterId.of(owner);
  }

  public static @Nullable Long postedAt(ResultSet rows) throws SQLException {
    long postedAt = rows.getLong("posted_at");
    return rows.wasNull() ? null : postedAt;
  }
}
