package io.voteengine.spi.ledger;

import io.voteengine.SubjectId;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.journal.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tallies of one partition and poll that were compared with the votes behind them.
 *
 * @param term the term that the ledger was in before it was read
 * @param tallies the tallies, in an order that the ledger chooses; without those that were
 *     corrected or voted on meanwhile
 * @param corrected subjects whose tally differed from the count of their votes and is correct now
 * @param next the subject after which to continue; null at the end of the poll
 */
public record RecountedTallies(
    Term term, List<SubjectSnapshot> tallies, List<SubjectId> corrected, @Nullable SubjectId next) {
  /** Keeps its own copies. */
  public RecountedTallies {
    tallies = List.copyOf(tallies);
    corrected = List.copyOf(corrected);
  }
}
