package io.voteengine.jdbc.apply;

import io.voteengine.SubjectId;
import java.util.Map;
import java.util.Set;

/**
 * What became of events that were written.
 *
 * @param drifted the subjects that are not what the events say
 * @param quarantined numbers of the events that were refused, each with the reason
 */
public record WriteResult(Set<SubjectId> drifted, Map<Long, String> quarantined) {
  static final WriteResult NOTHING = new WriteResult(Set.of(), Map.of());
}
