package io.voteengine.redis.nodes;

import io.voteengine.VoteEngine;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.sync.Reconciler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** A node that finalizes a poll and dies, without any clean-up, right after one of the phases. */
final class DyingFinalizer {
  static final int DIED = 137;

  private DyingFinalizer() {}

  /**
   * Runs the node.
   *
   * @param args Redis, database, user, password, poll, phase
   */
  public static void main(String[] args) {
    VoteLedger ledger = JdbcVoteLedger.connect(args[1], args[2], args[3]);
    FinalizationPhase last = FinalizationPhase.valueOf(args[5]);
    try (VoteEngine engine =
        VoteEngine.builder(RedisVoteStore.connect(args[0]), dying(ledger, last))
            .reconciler(Reconciler.builder().finalizeAfter(null).build())
            .build()) {
      throw new IllegalStateException("alive: " + engine.results().finalizePoll(args[4]));
    }
  }

  private static VoteLedger dying(VoteLedger ledger, FinalizationPhase last) {
    LedgerFinalizations target = ledger.finalizations().orElseThrow();
    LedgerFinalizations dying =
        (LedgerFinalizations)
            Proxy.newProxyInstance(
                LedgerFinalizations.class.getClassLoader(),
                new Class<?>[] {LedgerFinalizations.class},
                (self, method, args) -> {
                  try {
                    Object answer = method.invoke(target, args);
                    if (method.getName().equals("phaseEnded") && args[1] == last) {
                      Runtime.getRuntime().halt(DIED);
                    }
                    return answer;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return (VoteLedger)
        Proxy.newProxyInstance(
            VoteLedger.class.getClassLoader(),
            new Class<?>[] {VoteLedger.class},
            (self, method, args) -> {
              try {
                return method.getName().equals("finalizations")
                    ? Optional.of(dying)
                    : method.invoke(ledger, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
