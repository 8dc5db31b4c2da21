package io.voteengine.engine.live.topic;

import io.voteengine.SubjectId;
import io.voteengine.engine.live.hint.IdHash;
import io.voteengine.live.Interest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is watched on this node, by what it is: a vote on a subject that is not watched
 * costs one look-up. Safe for use by many threads.
 */
public final class Topics {
  private final Map<SubjectId, SubjectTopic> subjects = new ConcurrentHashMap<>();

  /** The same by the hash of the subject. Of two with one hash the later is found. */
  private final Map<Long, SubjectTopic> byHash = new ConcurrentHashMap<>();

  private final Map<String, PollSubjectsTopic> polls = new ConcurrentHashMap<>();
  private final Map<Interest, NewestTopic> others = new ConcurrentHashMap<>();
  private final AtomicIntegerArray watched;
  private final ToIntFunction<SubjectId> partitionOf;
  private final Duration closingSoon;
  private final Disclosure disclosure;

  public Topics(
      int partitions,
      ToIntFunction<SubjectId> partitionOf,
      Duration closingSoon,
      Disclosure disclosure) {
    this.disclosure = disclosure;
    this.watched = new AtomicIntegerArray(partitions);
    this.partitionOf = partitionOf;
    this.closingSoon = closingSoon;
  }

  public @Nullable SubjectTopic find(SubjectId subject) {
    return subjects.get(subject);
  }

  public @Nullable SubjectTopic find(long hash) {
    return byHash.get(hash);
  }

  public @Nullable PollSubjectsTopic findPoll(String poll) {
    return polls.isEmpty() ? null : polls.get(poll);
  }

  public @Nullable NewestTopic find(Interest interest) {
    return others.get(interest);
  }

  public Collection<SubjectTopic> subjects() {
    return subjects.values();
  }

  /** Returns the polls of the watched subjects. */
  public Set<String> pollsOfSubjects() {
    Set<String> names = new HashSet<>();
    subjects.keySet().forEach(subject -> names.add(subject.poll()));
    return names;
  }

  public Collection<PollSubjectsTopic> polls() {
    return polls.values();
  }

  public Collection<NewestTopic> others() {
    return others.values();
  }

  public boolean isWatched(int partition) {
    return watched.get(partition) > 0;
  }

  public boolean isEmpty() {
    return subjects.isEmpty() && polls.isEmpty() && others.isEmpty();
  }

  /** Returns the topic of a subject, a new one if it is not watched. */
  public SubjectTopic subject(SubjectId subject) {
    return subjects.computeIfAbsent(
        subject,
        id -> {
          SubjectTopic topic =
              new SubjectTopic(id, IdHash.of(id), partitionOf.applyAsInt(id), disclosure);
          byHash.put(topic.hash, topic);
          watched.incrementAndGet(topic.partition);
          return topic;
        });
  }

  public PollSubjectsTopic pollSubjects(String poll) {
    return polls.computeIfAbsent(poll, PollSubjectsTopic::new);
  }

  public NewestTopic other(Interest interest) {
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
  public void retired(Topic topic) {
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
}
