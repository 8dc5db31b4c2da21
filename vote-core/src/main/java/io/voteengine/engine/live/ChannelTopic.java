package io.voteengine.engine.live;

/** A watched channel of the host. */
final class ChannelTopic extends NewestTopic {
  final String channel;

  ChannelTopic(String channel) {
    this.channel = channel;
  }
}
