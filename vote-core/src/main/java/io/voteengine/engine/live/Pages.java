package io.voteengine.engine.live;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads pages, as hosts do: from the store, or else from the ledger. */
public interface Pages {
  CompletableFuture<List<SubjectView>> read(List<SubjectId> subjects, @Nullable VoterId voter);
}
