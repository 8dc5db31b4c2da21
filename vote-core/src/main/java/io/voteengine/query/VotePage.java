package io.voteengine.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of votes.
 *
 * @param votes the votes of the page
 * @param next the cursor of the next page, for {@link Records#votesOf}: a text of letters, digits,
 *     {@code -} and {@code _} that may travel in a URL and stays valid; null where this page is the
 *     last one
 */
public record VotePage(List<RecordedVote> votes, @Nullable String next) {
  /** Copies the list. */
  public VotePage {
    votes = List.copyOf(votes);
  }
}
