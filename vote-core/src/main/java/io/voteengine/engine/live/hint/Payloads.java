package io.voteengine.engine.live.hint;

import io.voteengine.engine.live.hint.Hint.Stamp;
import io.voteengine.live.LiveUpdate.Payload;
import io.voteengine.util.Micros;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest payload of each channel of the host, as far as this node has received it. Keeps those
 * of the 10,000 channels that were used last. Safe for use by many threads.
 */
public final class Payloads {
  private static final int MOST = 10_000;

  private final long node;
  private final InstantSource clock;

  private final Map<Long, Hint.Published> byChannel =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Hint.Published> eldest) {
          return size() > MOST;
        }
      };

  public Payloads(long node, InstantSource clock) {
    this.node = node;
    this.clock = clock;
  }

  /** Makes a payload the newest of its channel. */
  public synchronized Hint.Published publish(String channel, String json) {
    Hint.Published before = byChannel.get(IdHash.of(channel));
    long now = Micros.of(clock.instant());
    long micros = before == null ? now : Math.max(now, before.stamp().micros() + 1);
    Hint.Published published =
        new Hint.Published(
            new Stamp(micros, node), new Payload(channel, json, Micros.toInstant(micros)));
    byChannel.put(IdHash.of(channel), published);
    return published;
  }

  /** Keeps a payload of another node, if it is newer than what is here. Returns whether it is. */
  public synchronized boolean offer(Hint.Published published) {
    long hash = IdHash.of(published.payload().channel());
    Hint.Published before = byChannel.get(hash);
    if (before != null && before.stamp().compareTo(published.stamp()) >= 0) {
      return false;
    }
    byChannel.put(hash, published);
    return true;
  }

  public synchronized @Nullable Payload newest(String channel) {
    Hint.Published kept = byChannel.get(IdHash.of(channel));
    return kept == null || !kept.payload().channel().equals(channel) ? null : kept.payload();
  }

  /** Returns the question for payloads that are newer than those here. */
  public synchronized Hint.Asked question(Collection<String> names) {
    long[] channels = names.stream().mapToLong(IdHash::of).toArray();
    Stamp[] stamps = new Stamp[channels.length];
    for (int i = 0; i < channels.length; i++) {
      Hint.Published kept = byChannel.get(channels[i]);
      stamps[i] = kept == null ? Stamp.NONE : kept.stamp();
    }
    return new Hint.Asked(channels, stamps);
  }

  /** Returns what is newer here than a node says that it has. */
  public synchronized List<Hint.Published> newerThan(Hint.Asked asked) {
    List<Hint.Published> newer = new ArrayList<>();
    for (int i = 0; i < asked.channels().length; i++) {
      Hint.Published kept = byChannel.get(asked.channels()[i]);
      if (kept != null && kept.stamp().compareTo(asked.stamps()[i]) > 0) {
        newer.add(kept);
      }
    }
    return newer;
  }
}
