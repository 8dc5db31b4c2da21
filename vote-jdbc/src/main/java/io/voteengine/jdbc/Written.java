package io.voteengine.jdbc;

import io.voteengine.SubjectId;
import java.util.Map;
import java.util.Set;

/**
 * What became of events that were written.
 *
 * @param drifted the subjects that are not what the events say
 * @param quarantined numbers of the events that were refused, each with the reason
 */
record Written(Set<SubjectId> drifted, Map<Long, String> quarantined) {
  static final Written NOTHING = new Written(Set.of(), Map.of());
}
