package io.voteengine.result;

/**
 * Orders subjects with equal scores. Subjects that are equal in this too are in the order of {@link
 * io.voteengine.SubjectId}, so that the order never depends on chance.
 */
public enum TieBreak {
  /** The subject whose first vote was cast earlier comes first. */
  FIRST_VOTE,

  /** The subject with more votes in favour comes first. */
  MOST_UP,

  /** By the subject alone. */
  SUBJECT
}
