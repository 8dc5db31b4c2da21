package io.voteengine.sync.testing;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Several engines on one store and one ledger, with faults on every connection between them. */
public final class Cluster implements AutoCloseable {
  public static final int PARTITIONS = 4;

  public final VoteLedger ledger;
  public final List<VoteEngine> engines = new ArrayList<>();
  private volatile VoteStore store;
  private volatile Faults.Plan storeFaults = Faults.none();
  private volatile Faults.Plan ledgerFaults = Faults.none();

  public Cluster() {
    this(JdbcVoteLedger.memory());
  }

  public Cluster(VoteLedger ledger) {
    this.ledger = ledger;
    ledger.open(PARTITIONS);
    store = newStore(ledger);
  }

  private static VoteStore newStore(VoteLedger ledger) {
    VoteStore store = InMemoryVoteStore.create();
    store.open(PARTITIONS, ledger.identity());
    return store;
  }

  public VoteStore store() {
    return store;
  }

  /** Reaches the same server over another connection. */
  public void replaceStore(VoteStore other) {
    store = other;
  }

  /** Adds a node. */
  public VoteEngine node(VoteReconciler reconciler) {
    return node(reconciler, builder -> builder);
  }

  public VoteEngine node(VoteReconciler reconciler, UnaryOperator<VoteEngineBuilder> options) {
    return node(
        reconciler,
        Faults.store(() -> store, method -> storeFaults.apply(method)),
        Faults.ledger(ledger, method -> ledgerFaults.apply(method)),
        options);
  }

  /** Adds a node with connections of its own to store and ledger. */
  public VoteEngine node(
      VoteReconciler reconciler,
      VoteStore store,
      VoteLedger ledger,
      UnaryOperator<VoteEngineBuilder> options) {
    VoteEngineBuilder builder =
        VoteEngine.builder(store, ledger)
            .reconciler(reconciler)
            .partitions(PARTITIONS)
            .acceptedDeadline(Duration.ofMinutes(1))
            .durableDeadline(Duration.ofMinutes(1));
    VoteEngine engine = options.apply(builder).build();
    engines.add(engine);
    return engine;
  }

  /** Replaces the server by an empty one; the old one stays for calls that are under way. */
  public void loseStore() {
    store = newStore(ledger);
  }

  /** Only calls of the store fail from now on. */
  public void storeFaults(Faults.Plan plan) {
    faults(plan, Faults.none());
  }

  /** Only calls of the ledger fail from now on. */
  public void ledgerFaults(Faults.Plan plan) {
    faults(Faults.none(), plan);
  }

  public void faults(Faults.Plan storeFaults, Faults.Plan ledgerFaults) {
    this.storeFaults = storeFaults;
    this.ledgerFaults = ledgerFaults;
  }

  public void noFaults() {
    faults(Faults.none(), Faults.none());
  }

  @Override
  public void close() {
    noFaults();
    engines.forEach(VoteEngine::close);
    ledger.close();
  }
}
