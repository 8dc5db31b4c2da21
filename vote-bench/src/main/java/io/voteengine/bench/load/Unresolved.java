package io.voteengine.bench.load;

import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.VoteEngine;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Ids;
import io.voteengine.bench.check.VoteLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Votes that were answered as unknown: the engine is asked later, as a host would do. */
final class Unresolved {
  private final Map<Integer, RequestId> requests = new ConcurrentHashMap<>();

  void add(int index, RequestId request) {
    requests.put(index, request);
  }

  /** Corrects the answers of those that count after all, once the ledger has caught up. */
  void resolve(VoteEngine engine, VoteLog log) {
    log.forEach(
        (index, voter, subject, choice, answer) -> {
          RequestId request = requests.get(index);
          if (request != null
              && engine.status(Ids.voterId(voter), Ids.subjectId(subject), request)
                  == RequestStatus.DURABLE) {
            log.correct(index, Answer.ACCEPTED);
          }
        });
  }
}
