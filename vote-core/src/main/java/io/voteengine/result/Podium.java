package io.voteengine.result;

import java.util.List;

/**
 * The top of a result.
 *
 * @param places the subjects with the highest scores, in order
 * @param tieCut whether the next subject has the same score as the last of these: the order of
 *     equal scores alone has left it out
 */
public record Podium(List<RankedStanding> places, boolean tieCut) {
  /** Copies the list. */
  public Podium {
    places = List.copyOf(places);
  }
}
