package io.voteengine.live;

import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Live counts: pushes changes on any node to the subscribers on every node.
 *
 * <p>Updates are absolute and conflated: a subscriber gets a subject's newest counts, at most once
 * per tick. Within 2 s after the last vote every subscriber has the exact counts, even if messages
 * between nodes were lost. Safe for use by many threads.
 */
public interface LiveVotes {
  /** The most characters that a payload may have. */
  int LONGEST_PAYLOAD = 16_384;

  /**
   * Subscribes. The snapshot and all updates come to the subscriber, which may be called before
   * this method returns.
   *
   * @param voter the voter whose own choices to deliver too; null: none
   * @param interests what to deliver first; may be empty, see {@link LiveSubscription#track}
   * @param subscriber receives the updates
   * @return the subscription, open until it is closed or ended
   * @throws InvalidInputException as {@link LiveSubscription#track}
   * @throws IllegalStateException when the engine is closed
   */
  LiveSubscription subscribe(
      @Nullable VoterId voter, Collection<? extends Interest> interests, LiveSubscriber subscriber);

  /**
   * Subscribes without a voter.
   *
   * @param interests what to deliver
   * @param subscriber receives the updates
   * @return the subscription
   * @see #subscribe(VoterId, Collection, LiveSubscriber)
   */
  default LiveSubscription subscribe(
      Collection<? extends Interest> interests, LiveSubscriber subscriber) {
    return subscribe(null, interests, subscriber);
  }

  /**
   * Subscribes to one interest, without a voter.
   *
   * @param interest what to deliver
   * @param subscriber receives the updates
   * @return the subscription
   * @see #subscribe(VoterId, Collection, LiveSubscriber)
   */
  default LiveSubscription subscribe(Interest interest, LiveSubscriber subscriber) {
    return subscribe(null, List.of(interest), subscriber);
  }

  /**
   * Returns the same as a publisher of Reactive Streams. Each of its subscribers has a subscription
   * of its own. While it has requested nothing, newer counts replace those that wait. It is
   * completed when the engine closes; when its {@code onNext} throws or lasts too long, it is
   * cancelled.
   *
   * @param voter the voter whose own choices to deliver too; null: none
   * @param interests what to deliver
   * @return the publisher
   * @throws InvalidInputException as {@link LiveSubscription#track}
   */
  Flow.Publisher<SharedUpdate> publisher(
      @Nullable VoterId voter, Collection<? extends Interest> interests);

  /**
   * Publishes a payload of the host to the subscribers of a channel on all nodes: an entity has
   * changed, a deadline has moved. Nodes keep the newest payload of each channel in memory, for
   * subscribers that come later; it is not durable. Where two are published at nearly the same
   * time, all nodes agree which one is the newest. Does not wait for other nodes.
   *
   * @param channel name of the channel, by the rules of {@link SubjectId}
   * @param json the payload, at most {@link #LONGEST_PAYLOAD} characters; it is not parsed
   * @throws InvalidInputException when the name breaks the rules, or the payload is too long
   * @throws IllegalStateException when the engine is closed
   */
  void publish(String channel, String json);

  /**
   * Drops all nodes' copies of a subject's counts, of own choices on it, and of its poll's rankings
   * ({@code VoteEngineBuilder.nearCache}): the next reads come from the store. Changes by votes
   * need no call; this is for changes that VoteEngine cannot know of. On this node it has happened
   * when the method returns, on the others as soon as the message arrives; a node that does not get
   * it uses its copies until their time-to-live has passed. Makes every node read the subject for
   * its subscribers too, and calls its {@link io.voteengine.listener.CacheInvalidator}.
   *
   * @param subject the subject
   * @throws IllegalStateException when the engine is closed
   */
  void refresh(SubjectId subject);

  /**
   * Drops all nodes' copies of a poll's counts, own choices and rankings, as {@link
   * #refresh(SubjectId)}. The {@link io.voteengine.listener.CacheInvalidator} is notified that
   * everything may have changed.
   *
   * @param poll name of the poll
   * @throws InvalidInputException when the name breaks the rules
   * @throws IllegalStateException when the engine is closed
   */
  void refresh(String poll);
}
