package io.voteengine.sync;

import io.voteengine.VoteException;
import io.voteengine.spi.VoteLedger;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that has the ledger keep house: at once, and then every now and then. */
final class Maintenance implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Maintenance.class);

  private final VoteLedger ledger;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Maintenance(VoteLedger ledger, Duration pause) {
    this.ledger = ledger;
    this.pause = pause;
  }

  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    boolean ended = false;
    while (!ended) {
      maintain();
      try {
        ended = stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        log.warn("An interrupt was ignored; close the engine to end its threads");
      }
    }
  }

  private void maintain() {
    try {
      ledger.maintain();
    } catch (VoteException e) {
      log.warn("The ledger could not be maintained; trying again in {}", pause, e);
    } catch (RuntimeException | Error e) {
      log.error("The ledger's maintenance failed in an unexpected way", e);
    }
  }
}
