package io.voteengine.engine.live;

import io.voteengine.VoterId;
import io.voteengine.engine.live.hint.IdHash;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions with voters, by the voter. Safe for use by many threads. */
final class Voters {
  private final Map<Long, Set<OpenSubscription>> voters = new ConcurrentHashMap<>();

  boolean isEmpty() {
    return voters.isEmpty();
  }

  /** Returns the subscriptions of the voters with this hash; more than one in case of doubt. */
  Collection<OpenSubscription> ofVoter(long hash) {
    return voters.getOrDefault(hash, Set.of());
  }

  List<OpenSubscription> of(VoterId voter) {
    return ofVoter(IdHash.of(voter)).stream()
        .filter(subscription -> voter.equals(subscription.voter()))
        .toList();
  }

  void joined(VoterId voter, OpenSubscription subscription) {
    voters.compute(
        IdHash.of(voter),
        (hash, known) -> {
          Set<OpenSubscription> all = known == null ? ConcurrentHashMap.newKeySet(1) : known;
          all.add(subscription);
          return all;
        });
  }

  void left(VoterId voter, OpenSubscription subscription) {
    voters.computeIfPresent(
        IdHash.of(voter),
        (hash, known) -> {
          known.remove(subscription);
          return known.isEmpty() ? null : known;
        });
  }
}
