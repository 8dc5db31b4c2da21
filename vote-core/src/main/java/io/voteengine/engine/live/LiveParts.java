package io.voteengine.engine.live;

import io.voteengine.SubjectId;
import io.voteengine.engine.live.hint.Hint;
import io.voteengine.engine.live.hint.HintSender;
import io.voteengine.engine.live.hint.Payloads;
import io.voteengine.engine.live.topic.ChannelTopic;
import io.voteengine.engine.live.topic.NewestTopic;
import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topic;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.notify.NodeCopies;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveUpdate.Payload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Handles changes that the votes of this node and the hints of others report: finds their watchers,
 * and starts reads or deliveries. Nothing here blocks. Safe for use by many threads.
 */
final class LiveParts implements Watching {
  /**
   * When a voter's choice is read again after one of its votes was withdrawn: the store may lag.
   */
  private static final long[] WITHDRAWN_SECONDS = {1, 3};

  private final Topics topics;
  private final Voters voters;
  private final FanOut fanOut;
  private final SubjectReads reads;
  private final OwnReads ownReads;
  private final Delivery delivery;
  private final Payloads payloads;
  private final HintSender hints;
  private final Ticker ticker;
  private final Listeners listeners;

  /** The node's copies, which the same hints keep. */
  final NodeCopies copies;

  LiveParts(
      Topics topics,
      Voters voters,
      FanOut fanOut,
      SubjectReads reads,
      OwnReads ownReads,
      Delivery delivery,
      Payloads payloads,
      HintSender hints,
      Ticker ticker,
      Listeners listeners,
      NodeCopies copies) {
    this.topics = topics;
    this.voters = voters;
    this.fanOut = fanOut;
    this.reads = reads;
    this.ownReads = ownReads;
    this.delivery = delivery;
    this.payloads = payloads;
    this.hints = hints;
    this.ticker = ticker;
    this.listeners = listeners;
    this.copies = copies;
  }

  /** Starts the ticks, if they have not started: something is watched, on this node or another. */
  void start() {
    ticker.start();
  }

  @Override
  public void read(SubjectTopic topic) {
    reads.stale(topic);
  }

  @Override
  public void readOwn(OpenSubscription subscription, List<OwnTracker> trackers) {
    ownReads.stale(subscription, trackers);
  }

  @Override
  public void began(Topic topic) {
    if (topic instanceof ChannelTopic channel) {
      Payload newest = payloads.newest(channel.channel);
      if (newest == null) {
        hints.send(0, payloads.question(List.of(channel.channel)));
      } else {
        channel.set(newest);
        fanOut.changed(channel);
      }
    } else if (topic instanceof NewestTopic newest) {
      ticker.ledger().read(newest);
    }
  }

  void stale(SubjectTopic topic) {
    reads.stale(topic);
  }

  void staleOwn(OpenSubscription subscription, Collection<SubjectId> subjects) {
    List<OwnTracker> own = subscription.interests().own(subjects);
    if (!own.isEmpty()) {
      ownReads.stale(subscription, own);
    }
  }

  /** Passes changes on other nodes to the host's caches. */
  void changedElsewhere(List<SubjectId> subjects) {
    listeners.changedElsewhere(subjects);
  }

  /** Other nodes may have changed anything in some partitions. */
  void unsureElsewhere(IntPredicate partitions) {
    copies.everythingChanged();
    listeners.everythingChangedElsewhere();
    unsure(partitions);
  }

  /** Makes the next tick read again everything that is watched in some partitions. */
  void unsure(IntPredicate partitions) {
    ticker.soon(
        () -> {
          for (SubjectTopic topic : topics.subjects()) {
            if (partitions.test(topic.partition)) {
              reads.stale(topic);
            }
          }
        });
  }

  /** The counts of a poll may be seen by everybody from now on. */
  void shown(String poll) {
    listeners.everythingChangedElsewhere();
    ticker.soon(
        () -> {
          for (SubjectTopic topic : topics.subjects()) {
            if (topic.subject.poll().equals(poll)) {
              topic.shown();
              fanOut.changed(topic);
            }
          }
        });
  }

  /** Drops copies by hand, on this node: the host's caches and what is watched follow. */
  void refresh(Hint.Refresh refresh) {
    SubjectId subject = refresh.subject();
    copies.refresh(refresh.poll(), subject);
    if (subject == null) {
      listeners.everythingChangedElsewhere();
      ticker.soon(
          () -> {
            for (SubjectTopic topic : topics.subjects()) {
              if (topic.subject.poll().equals(refresh.poll())) {
                reads.stale(topic);
              }
            }
          });
    } else {
      listeners.changedElsewhere(List.of(subject));
      SubjectTopic topic = topics.find(subject);
      if (topic != null) {
        reads.stale(topic);
      }
    }
  }

  void corrected(SubjectTopic topic, Cause cause) {
    topic.reconciled(cause);
    fanOut.changed(topic);
    reads.stale(topic);
  }

  void withdrawn(Hint.Withdrawn withdrawn) {
    copies.changed(withdrawn.subject(), withdrawn.voter());
    List<SubjectId> subject = new ArrayList<>(List.of(withdrawn.subject()));
    for (OpenSubscription subscription : voters.of(withdrawn.voter())) {
      for (OwnTracker tracker : subscription.interests().own(subject)) {
        subscription.guarded(() -> tracker.withdrawn(withdrawn.vote()));
        subscription.mark(tracker);
        subscription.resume();
        staleOwn(subscription, subject);
        for (long seconds : WITHDRAWN_SECONDS) {
          delivery.later(() -> staleOwn(subscription, subject), TimeUnit.SECONDS.toNanos(seconds));
        }
      }
    }
  }

  /** A payload of this node or of another. */
  void published(Hint.Published published) {
    if (payloads.offer(published)) {
      deliver(published.payload());
    }
  }

  void deliver(Payload payload) {
    if (topics.find(Interest.channel(payload.channel())) instanceof ChannelTopic topic) {
      topic.set(payload);
      fanOut.changed(topic);
    }
  }

  void answer(Hint.Asked asked) {
    payloads.newerThan(asked).forEach(newer -> hints.send(0, newer));
  }
}
