package io.voteengine.sync.engine.wire;

import io.voteengine.live.wire.WireConnection;
import io.voteengine.tck.testing.Waiting;
import java.util.ArrayList;
import java.util.List;

/** A client: keeps the frames that it was sent. */
final class Client implements WireConnection {
  private final List<String> frames = new ArrayList<>();
  private final List<CloseReason> closes = new ArrayList<>();

  @Override
  public synchronized void send(String message) {
    frames.addAll(message.lines().toList());
  }

  @Override
  public synchronized void close(CloseReason reason) {
    closes.add(reason);
  }

  synchronized List<String> frames() {
    return List.copyOf(frames);
  }

  synchronized List<CloseReason> closes() {
    return List.copyOf(closes);
  }

  /** The frames of one kind. */
  List<String> frames(String kind) {
    return frames().stream().filter(frame -> frame.startsWith("{\"" + kind + "\":")).toList();
  }

  /** Waits until a frame begins so. */
  void await(String start) {
    Waiting.until(() -> frames().stream().anyMatch(frame -> frame.startsWith(start)));
  }

  int indexOf(String start) {
    List<String> all = frames();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new AssertionError("no frame begins with " + start + " in " + all);
  }
}
