package io.voteengine.engine.cache;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.engine.live.hint.IdHash;

/**
 * Where the changes of a copy are counted.
 *
 * @param own the hash of what was copied
 * @param subject the hash of its subject
 * @param poll the hash of its poll
 */
record Place(long own, long subject, long poll) {
  static Place of(SubjectId subject) {
    long hash = IdHash.of(subject);
    return new Place(hash, hash, IdHash.of(subject.poll()));
  }

  Place choiceOf(VoterId voter) {
    return new Place(choice(IdHash.of(voter), subject), subject, poll);
  }

  static long choice(long voter, long subject) {
    return Long.rotateLeft(voter, Integer.SIZE) ^ subject;
  }

  /** The rankings of a poll. A change of a subject does not change them, refreshing it does. */
  static Place ofRankings(String poll) {
    long hash = IdHash.of(poll);
    return new Place(rankings(hash), rankings(hash), hash);
  }

  static long rankings(long poll) {
    return ~poll;
  }
}
