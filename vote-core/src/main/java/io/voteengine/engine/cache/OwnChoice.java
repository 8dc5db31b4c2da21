package io.voteengine.engine.cache;

import io.voteengine.Choice;
import io.voteengine.SubjectView;
import io.voteengine.Tally;

/**
 * A voter's choice on a subject.
 *
 * @param epoch with version: the subject's version at which it was the choice
 */
record OwnChoice(Choice choice, long epoch, long version) {
  static OwnChoice of(Choice choice, Tally tally) {
    return new OwnChoice(choice, tally.epoch(), tally.version());
  }

  static OwnChoice of(SubjectView view) {
    return of(view.choice(), view.tally());
  }

  boolean isNewerThan(OwnChoice other) {
    return epoch != other.epoch ? epoch > other.epoch : version > other.version;
  }
}
