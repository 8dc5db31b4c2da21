package io.voteengine.live.wire;

import io.voteengine.SubjectId;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.SharedUpdate;
import io.voteengine.live.wire.WireConnection.CloseReason;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sends to one client, one message at a time. */
final class WireSender {
  /** Where a message ends when there is more to send. */
  private static final int LONG_ENOUGH = 32_768;

  private final WireCodec codec;
  private final WireConnection connection;

  /** The subjects of whose votes the client wants events. */
  private final Set<SubjectId> votes = ConcurrentHashMap.newKeySet();

  /** How many voters of these subjects the client knows of; guarded by this. */
  private final Map<SubjectId, Long> totals = new HashMap<>();

  WireSender(WireCodec codec, WireConnection connection) {
    this.codec = codec;
    this.connection = connection;
  }

  Set<SubjectId> votes() {
    return Set.copyOf(votes);
  }

  void addVotes(SubjectId subject) {
    votes.add(subject);
  }

  void removeVotes(Collection<SubjectId> subjects) {
    votes.removeAll(subjects);
  }

  void keepVotes(Predicate<SubjectId> wanted) {
    votes.removeIf(wanted.negate());
  }

  synchronized void send(String message) {
    connection.send(message);
  }

  synchronized void sendUpdates(List<SharedUpdate> updates) {
    totals.keySet().retainAll(votes);
    StringBuilder message = new StringBuilder();
    // A client that knows its own choice first can tell whether the counts include it.
    for (SharedUpdate update : updates) {
      if (update.update() instanceof LiveUpdate.OwnChoice) {
        append(message, codec.encode(update));
      }
    }
    for (SharedUpdate update : updates) {
      if (!(update.update() instanceof LiveUpdate.OwnChoice)) {
        append(message, codec.encode(update));
        append(message, voteEvent(update.update()));
      }
    }
    connection.send(message.toString());
  }

  private void append(StringBuilder message, @Nullable String frame) {
    if (frame == null) {
      return;
    }
    if (message.length() + frame.length() > LONG_ENOUGH && !message.isEmpty()) {
      connection.send(message.toString());
      message.setLength(0);
    }
    if (!message.isEmpty()) {
      message.append('\n');
    }
    message.append(frame);
  }

  private @Nullable String voteEvent(LiveUpdate update) {
    if (!(update instanceof LiveUpdate.Counts counts) || !votes.contains(counts.subject())) {
      return null;
    }
    if (counts.tally().isHidden()) {
      totals.remove(counts.subject());
      return null;
    }
    long total = counts.tally().total();
    Long before = totals.put(counts.subject(), total);
    if (before == null || before == total) {
      return null;
    }
    return total > before
        ? codec.cast(counts.subject(), total - before)
        : codec.removed(counts.subject(), before - total);
  }

  /** Not under the lock: a connection that takes nothing more may hold it. */
  void close(CloseReason reason) {
    connection.close(reason);
  }
}
