package io.voteengine.engine.live.topic;

import io.voteengine.live.Interest;

/** A watched channel of the host. */
public final class ChannelTopic extends NewestTopic {
  public final String channel;

  public ChannelTopic(String channel) {
    super(Interest.channel(channel));
    this.channel = channel;
  }
}
