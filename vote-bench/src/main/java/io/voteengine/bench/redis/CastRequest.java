package io.voteengine.bench.redis;

import java.util.concurrent.CompletionStage;

/** A request that can be waited for. */
interface CastRequest {
  CompletionStage<?> send(int subject, int voter, long id);
}
