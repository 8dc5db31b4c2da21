package io.voteengine.engine.live;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.live.Interest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is watched on this node, by what it is: a vote on what nobody watches costs one
 * look-up. Safe for use by many threads.
 */
final class Topics {
  private final Map<SubjectId, SubjectTopic> subjects = new ConcurrentHashMap<>();

  /** The same by the hash of the subject. Of two with one hash the later is found. */
  private final Map<Long, SubjectTopic> byHash = new ConcurrentHashMap<>();

  private final Map<String, PollSubjectsTopic> polls = new ConcurrentHashMap<>();
  private final Map<Interest, NewestTopic> others = new ConcurrentHashMap<>();
  private final Map<Long, Set<OpenSubscription>> voters = new ConcurrentHashMap<>();
  private final AtomicIntegerArray watched;
  private final ToIntFunction<SubjectId> partitionOf;
  private final Duration closingSoon;

  Topics(int partitions, ToIntFunction<SubjectId> partitionOf, Duration closingSoon) {
    this.watched = new AtomicIntegerArray(partitions);
    this.partitionOf = partitionOf;
    this.closingSoon = closingSoon;
  }

  @Nullable SubjectTopic find(SubjectId subject) {
    return subjects.get(subject);
  }

  @Nullable SubjectTopic find(long hash) {
    return byHash.get(hash);
  }

  @Nullable PollSubjectsTopic findPoll(String poll) {
    return polls.isEmpty() ? null : polls.get(poll);
  }

  @Nullable NewestTopic find(Interest interest) {
    return others.get(interest);
  }

  Collection<SubjectTopic> subjects() {
    return subjects.values();
  }

  Collection<PollSubjectsTopic> polls() {
    return polls.values();
  }

  Collection<NewestTopic> others() {
    return others.values();
  }

  boolean isWatched(int partition) {
    return watched.get(partition) > 0;
  }

  boolean hasVoters() {
    return !voters.isEmpty();
  }

  boolean isEmpty() {
    return subjects.isEmpty() && polls.isEmpty() && others.isEmpty();
  }

  /** Returns the topic of a subject, a new one if nobody watches it. */
  SubjectTopic subject(SubjectId subject) {
    return subjects.computeIfAbsent(
        subject,
        id -> {
          SubjectTopic topic = new SubjectTopic(id, IdHash.of(id), partitionOf.applyAsInt(id));
          byHash.put(topic.hash, topic);
          watched.incrementAndGet(topic.partition);
          return topic;
        });
  }

  PollSubjectsTopic pollSubjects(String poll) {
    return polls.computeIfAbsent(poll, PollSubjectsTopic::new);
  }

  NewestTopic other(Interest interest) {
    return others.computeIfAbsent(
        interest,
        wanted -> {
          if (wanted instanceof Interest.InPollState state) {
            return new PollTopic(state.poll(), closingSoon);
          }
          if (wanted instanceof Interest.InLeaderboard board) {
            return new LeaderboardTopic(board);
          }
          if (wanted instanceof Interest.InChannel channel) {
            return new ChannelTopic(channel.channel());
          }
          throw new IllegalArgumentException("no topic of its own: " + wanted);
        });
  }

  /** Removes a topic that has retired. */
  void retired(Topic topic) {
    if (topic instanceof SubjectTopic subject) {
      if (subjects.remove(subject.subject, subject)) {
        watched.decrementAndGet(subject.partition);
      }
      byHash.remove(subject.hash, subject);
    } else if (topic instanceof PollSubjectsTopic poll) {
      polls.remove(poll.poll, poll);
    } else if (topic instanceof NewestTopic newest) {
      others.remove(newest.interest, newest);
    }
  }

  /** Returns the subscriptions of the voters with this hash; more than one in case of doubt. */
  Collection<OpenSubscription> ofVoter(long hash) {
    return voters.getOrDefault(hash, Set.of());
  }

  List<OpenSubscription> of(VoterId voter) {
    return ofVoter(IdHash.of(voter)).stream()
        .filter(subscription -> voter.equals(subscription.voter))
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
