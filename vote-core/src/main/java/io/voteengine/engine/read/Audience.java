package io.voteengine.engine.read;

/** The readers who may see the counts of a subject now. */
public enum Audience {
  /** Nobody. */
  NOBODY,
  /** Voters who hold a choice on it; in a ballot poll, on any subject of the poll. */
  VOTERS,
  /** Everybody. */
  EVERYONE
}
