package io.voteengine.engine.live.topic;

import io.voteengine.SubjectId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subjects of a watched poll, as far as they are known: those that were listed, and those that
 * have changed since. Its watchers track each of them.
 */
public final class PollSubjectsTopic extends Topic {
  public final String poll;
  public final Set<SubjectId> known = ConcurrentHashMap.newKeySet();

  /** When its subjects are listed again; used by the ticker's thread only. */
  public long listNanos = System.nanoTime();

  /** Whether they are being listed. */
  public volatile boolean listing;

  public PollSubjectsTopic(String poll) {
    this.poll = poll;
  }

  @Override
  public boolean publish() {
    return false;
  }

  @Override
  public boolean isPublished() {
    return false;
  }
}
