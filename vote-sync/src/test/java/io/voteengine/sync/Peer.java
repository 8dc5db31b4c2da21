package io.voteengine.sync;

import io.voteengine.VoteEngine;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A node of a cluster whose own connections to store and ledger can be cut, as if it had died. */
public final class Peer {
  private static final Faults.Plan NO_FAULTS = Faults.none();

  public final VoteEngine engine;
  final Reconciler reconciler;
  public volatile boolean dead;
  private volatile Faults.Plan storeFaults = NO_FAULTS;
  private volatile Faults.Plan ledgerFaults = NO_FAULTS;
  private final Set<Integer> applied = ConcurrentHashMap.newKeySet();
  private final AtomicInteger fenced = new AtomicInteger();

  /**
   * @param signals the fault of its messages from the start
   */
  public Peer(Cluster cluster, ReconcilerBuilder options, Faults.Fault signals) {
    reconciler = options.build();
    engine =
        cluster.node(
            reconciler,
            Faults.store(
                cluster::store,
                method -> method.equals("signals") ? signals : storeFaults.apply(method)),
            Faults.ledger(counting(cluster.ledger), method -> ledgerFaults.apply(method)),
            builder -> builder);
  }

  private VoteLedger counting(VoteLedger ledger) {
    return (VoteLedger)
        Proxy.newProxyInstance(
            VoteLedger.class.getClassLoader(),
            new Class<?>[] {VoteLedger.class},
            (self, method, args) -> {
              try {
                Object answer = method.invoke(ledger, args);
                if (method.getName().equals("apply")) {
                  count((List<?>) args[0], (List<?>) answer);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void count(List<?> batches, List<?> results) {
    for (int i = 0; i < batches.size(); i++) {
      applied.add(((JournalBatch) batches.get(i)).partition());
      fenced.addAndGet(results.get(i) instanceof ApplyResult.Applied ? 0 : 1);
    }
  }

  /** Returns the partitions to which it has applied events. */
  public Set<Integer> applied() {
    return Set.copyOf(applied);
  }

  /** Returns how often another node was faster. */
  public int fenced() {
    return fenced.get();
  }

  public void forgetApplies() {
    applied.clear();
    fenced.set(0);
  }

  /** Returns the partitions that it flushes. */
  public Set<Integer> held() {
    return IntStream.range(0, Cluster.PARTITIONS)
        .filter(reconciler::flushes)
        .boxed()
        .collect(Collectors.toSet());
  }

  /** Cuts everything that it sends. */
  public void die() {
    dead = true;
    storeFaults = Faults.always(Fault.BEFORE);
    ledgerFaults = Faults.always(Fault.BEFORE);
  }

  public void revive() {
    dead = false;
    storeFaults = NO_FAULTS;
    ledgerFaults = NO_FAULTS;
  }

  public void ledgerFails(String call) {
    ledgerFaults = Faults.on(call, Fault.BEFORE);
  }

  public void storeFails(String call) {
    storeFaults = Faults.on(call, Fault.BEFORE);
  }

  /**
   * Suspends the next such call of the ledger, and executes it later.
   *
   * @return counted down when the call is suspended
   */
  public CountDownLatch pauseBefore(String call, CountDownLatch resumed) {
    CountDownLatch reached = new CountDownLatch(1);
    ledgerFaults =
        method -> {
          if (method.equals(call)) {
            reached.countDown();
            try {
              resumed.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return Fault.NONE;
        };
    return reached;
  }

  /** Closes the node as an engine does. */
  public void leave() {
    engine.close();
    dead = true;
  }
}
