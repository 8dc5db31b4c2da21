package io.voteengine.engine.live;

import io.voteengine.live.Interest;

/** A watched channel of the host. */
final class ChannelTopic extends NewestTopic {
  final String channel;

  ChannelTopic(String channel) {
    super(Interest.channel(channel));
    this.channel = channel;
  }
}
