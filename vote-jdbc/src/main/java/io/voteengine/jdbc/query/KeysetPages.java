package io.voteengine.jdbc.query;

import io.voteengine.spi.VoteKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of rows ordered by subject and voter: the rest of the last subject, then the subjects
 * after it. Two plain ranges, because not every database looks up {@code (subject, voter) > (?, ?)}
 * in an index.
 */
public final class KeysetPages {
  private KeysetPages() {}

  /**
   * Reads a page.
   *
   * @param id what an id is compared with: a parameter in the form of the columns
   */
  public static <T, E extends Exception> List<T> page(
      @Nullable VoteKey after, int limit, String id, Range<T, E> range) throws E {
    if (after == null) {
      return range.read("subject > " + id, List.of(""), limit);
    }
    String subject = after.subject().key();
    List<T> page =
        new ArrayList<>(
            range.read(
                "subject = %1$s AND voter > %1$s".formatted(id),
                List.of(subject, after.voter().value()),
                limit));
    if (page.size() < limit) {
      page.addAll(range.read("subject > " + id, List.of(subject), limit - page.size()));
    }
    return page;
  }

  /** Reads the first rows, in order, that meet a condition with these parameters. */
  @FunctionalInterface
  public interface Range<T, E extends Exception> {
    List<T> read(String condition, List<String> parameters, int limit) throws E;
  }
}
