package io.voteengine.jdbc.moderation;

import io.voteengine.SubjectId;
import java.util.Set;

/**
 * What one transaction did to votes after they were applied.
 *
 * @param subjects those on which it changed something
 * @param votes how many it changed
 * @param sealed how many it left as they are because their poll is sealed
 */
record Revised(Set<SubjectId> subjects, long votes, long sealed) {}
