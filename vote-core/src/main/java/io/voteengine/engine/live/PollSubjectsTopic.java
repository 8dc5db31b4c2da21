package io.voteengine.engine.live;

import io.voteengine.SubjectId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subjects of a watched poll, as far as they are known: those that were listed, and those that
 * have changed since. Its watchers track each of them.
 */
final class PollSubjectsTopic extends Topic {
  final String poll;
  final Set<SubjectId> known = ConcurrentHashMap.newKeySet();

  /** When its subjects are listed again; used by the ticker's thread only. */
  long listNanos = System.nanoTime();

  /** Whether they are being listed. */
  volatile boolean listing;

  PollSubjectsTopic(String poll) {
    this.poll = poll;
  }

  @Override
  boolean publish() {
    return false;
  }

  @Override
  boolean isPublished() {
    return false;
  }
}
