package io.voteengine.live.wire;

import io.voteengine.SubjectId;
import io.voteengine.live.Interest;
import java.util.List;
import java.util.Set;

/**
 * What a client's frame names.
 *
 * @param interests the interests, with the versions that the client has
 * @param votes the subjects of whose votes the client wants events; their counts are an interest of
 *     their own
 */
public record Topics(List<Interest> interests, Set<SubjectId> votes) {
  /** Keeps its own copies. */
  public Topics {
    interests = List.copyOf(interests);
    votes = Set.copyOf(votes);
  }
}
