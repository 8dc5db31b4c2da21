package io.voteengine.jdbc.poll;

import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.PollSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The polls whose votes are not written like those of others.
 *
 * @param sealed names of those that take no votes any more
 * @param budgets the budgets of ballot polls by their names
 */
public record SpecialPolls(Set<String> sealed, Map<String, VoteBudget> budgets) {
  static SpecialPolls of(List<PollSnapshot> polls) {
    SpecialPolls special = new SpecialPolls(new HashSet<>(), new HashMap<>());
    for (PollSnapshot poll : polls) {
      if (poll.state() == PollSnapshot.State.SEALED) {
        special.sealed.add(poll.poll().name());
      }
      VoteBudget budget = poll.poll().budget();
      if (budget != null) {
        special.budgets.put(poll.poll().name(), budget);
      }
    }
    return special;
  }
}
