package io.voteengine.sync.testing;

import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.VoteListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that records all events. */
public final class Heard implements VoteListener {
  private final List<EngineEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void onEvent(EngineEvent event) {
    events.add(event);
  }

  public List<EngineEvent> all() {
    return events;
  }

  public <T extends EngineEvent> List<T> of(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
