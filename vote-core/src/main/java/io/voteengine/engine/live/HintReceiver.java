package io.voteengine.engine.live;

import io.voteengine.engine.live.hint.Ear;
import io.voteengine.engine.live.hint.Hint;
import io.voteengine.engine.live.hint.HintCodec;
import io.voteengine.engine.live.hint.HintCodec.Message;
import io.voteengine.engine.live.hint.Peers;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.spi.StoreSignals;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles other nodes' hints: makes this node read again what may have changed. Runs on the thread
 * of the store's client, so it never blocks.
 */
final class HintReceiver implements StoreSignals.Receiver {
  private static final Logger log = LoggerFactory.getLogger(HintReceiver.class);

  private final long node;
  private final int channels;
  private final Topics topics;
  private final Voters voters;
  private final Peers peers;
  private final Ear ear;
  private final LiveParts parts;

  HintReceiver(
      long node,
      int channels,
      Topics topics,
      Voters voters,
      Peers peers,
      Ear ear,
      LiveParts parts) {
    this.node = node;
    this.channels = channels;
    this.topics = topics;
    this.voters = voters;
    this.peers = peers;
    this.ear = ear;
    this.parts = parts;
  }

  @Override
  public void received(int channel, byte[] bytes) {
    Message message = HintCodec.decode(bytes);
    if (message == null) {
      log.debug("A message that this version does not know was ignored");
      return;
    }
    if (message.node() == node) {
      ear.heardItself();
      return;
    }
    Hint hint = message.hint();
    boolean counted = hint.isNumbered() || hint instanceof Hint.Watching;
    if (counted && peers.isUnknown(message.node())) {
      parts.copies.everythingChanged();
    }
    if (hint.isNumbered() && peers.received(message.node(), channel, message.number())) {
      lost(channel);
    }
    if (hint instanceof Hint.Changed changed) {
      changed(changed);
    } else if (hint instanceof Hint.Named named) {
      parts.changedElsewhere(named.subjects());
    } else if (hint instanceof Hint.Corrected corrected) {
      corrected(corrected);
    } else if (hint instanceof Hint.Unsure unsure) {
      parts.unsureElsewhere(partition -> partition == unsure.partition());
    } else if (hint instanceof Hint.Refresh refresh) {
      parts.refresh(refresh);
    } else if (hint instanceof Hint.Withdrawn withdrawn) {
      parts.withdrawn(withdrawn);
    } else if (hint instanceof Hint.Watching watching) {
      peers.heard(message.node(), watching).stream().forEach(this::lost);
      parts.start();
    } else if (hint instanceof Hint.Published published) {
      parts.published(published);
    } else if (hint instanceof Hint.Asked asked) {
      parts.answer(asked);
    }
  }

  /** Messages were lost: anything may have changed in the partitions of their channel. */
  private void lost(int channel) {
    log.debug("Hints were lost on channel {}; what is watched there is read again", channel);
    parts.unsureElsewhere(partition -> partition % channels == channel);
  }

  private void changed(Hint.Changed changed) {
    for (long hash : changed.subjects()) {
      parts.copies.countsChanged(hash);
      SubjectTopic topic = topics.find(hash);
      if (topic != null) {
        parts.stale(topic);
      }
    }
    long[] votes = changed.votes();
    for (int i = 0; i + 1 < votes.length; i += 2) {
      parts.copies.choiceChanged(votes[i], votes[i + 1]);
      SubjectTopic topic = topics.find(votes[i + 1]);
      if (topic != null) {
        for (OpenSubscription subscription : voters.ofVoter(votes[i])) {
          parts.staleOwn(subscription, List.of(topic.subject));
        }
      }
    }
  }

  private void corrected(Hint.Corrected corrected) {
    for (long hash : corrected.subjects()) {
      parts.copies.corrected(hash);
      SubjectTopic topic = topics.find(hash);
      if (topic != null) {
        parts.corrected(topic, corrected.cause());
      }
    }
  }
}
