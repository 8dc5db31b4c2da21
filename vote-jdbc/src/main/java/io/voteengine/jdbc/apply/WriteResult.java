package io.voteengine.jdbc.apply;

import io.voteengine.SubjectId;
import java.util.Map;
import java.util.Set;

/**
 * The result of writing events.
 *
 * @param drifted the subjects that differ from what the events say
 * @param quarantined the numbers of the refused events, each with the reason
 */
public record WriteResult(Set<SubjectId> drifted, Map<Long, String> quarantined) {
  static final WriteResult NOTHING = new WriteResult(Set.of(), Map.of());
}
