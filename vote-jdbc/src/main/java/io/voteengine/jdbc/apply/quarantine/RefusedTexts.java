package io.voteengine.jdbc.apply.quarantine;

import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.SqlFailure;
import io.voteengine.spi.journal.VoteEvent;
import org.jspecify.annotations.Nullable;

/** The texts of a refused event, made to fit the columns of the quarantine. */
final class RefusedTexts {
  private static final int LONGEST_REASON = 1_000;
  private static final int LONGEST_VARIANT = 128;

  private RefusedTexts() {}

  static String reason(RefusedDataException refusal) {
    String words = SqlFailure.words(refusal).replace('\0', '?');
    String state = refusal.getSQLState();
    String text = state == null ? words : words + " (SQLSTATE " + state + ")";
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }

  /**
   * Returns the label to keep; null for one that no column can hold, which was the reason for the
   * refusal.
   */
  static @Nullable String variant(VoteEvent event) {
    String variant = event.variant();
    return variant == null || variant.length() > LONGEST_VARIANT || variant.indexOf('\0') >= 0
        ? null
        : variant;
  }
}
