package io.voteengine.engine.cache;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import io.voteengine.spi.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads pages as they are without copies: from the store, or else from the ledger. */
@FunctionalInterface
public interface PageSource {
  /**
   * Reads one view for each subject, in their order.
   *
   * @param deadline when the answer is complete at the latest
   */
  CompletableFuture<List<SubjectView>> read(
      List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline);
}
