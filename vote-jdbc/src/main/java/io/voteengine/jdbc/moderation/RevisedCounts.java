package io.voteengine.jdbc.moderation;

import io.voteengine.SubjectId;
import java.util.Map;
import java.util.Set;

/**
 * What one transaction changed in votes that had been applied.
 *
 * @param subjects the subjects with changes
 * @param votes how many it changed
 * @param sealed how many it did not change because their poll is sealed, by poll
 * @param spent how many it did not restore because of their ballot poll's budget
 */
record RevisedCounts(Set<SubjectId> subjects, long votes, Map<String, Long> sealed, long spent) {}
