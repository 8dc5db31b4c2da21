package io.voteengine.jdbc.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.SubjectId;
import java.util.Comparator;

/**
 * The order of leaves, which is that of their bytes: each field follows its length, so shorter
 * subjects come first, and UP before DOWN.
 */
final class LeafOrder {
  static final Comparator<SubjectId> OF_SUBJECTS =
      Comparator.comparingInt((SubjectId subject) -> subject.key().getBytes(UTF_8).length)
          .thenComparing(Comparator.naturalOrder());

  private LeafOrder() {}
}
