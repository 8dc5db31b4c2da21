package io.voteengine.examples.console;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.Reconciler;
import java.util.function.UnaryOperator;

/**
 * An engine that lives as long as one command runs. Ctrl-C closes it in the same way as the end of
 * the command: accepted votes are carried to the ledger first.
 */
public final class Session implements AutoCloseable {
  /** The exit code of a program that Ctrl-C has ended. */
  public static final int INTERRUPTED = 130;

  public final VoteEngine engine;
  public final VoteLedger ledger;
  private final OpenLedger opened;
  private final Thread onInterrupt;
  private volatile boolean interrupted;
  private boolean closed;

  private Session(VoteEngine engine, OpenLedger opened, Runnable lastWords) {
    this.engine = engine;
    this.ledger = opened.ledger;
    this.opened = opened;
    this.onInterrupt = new Thread(() -> interrupt(lastWords), "example-interrupt");
  }

  /**
   * Starts an engine.
   *
   * @param store where votes are cast; closed with the engine, and when the engine does not start
   * @param opened where votes end up; closed with the engine, and when the engine does not start
   * @param options the engine's options
   * @param lastWords run after an interrupted session was closed
   */
  public static Session start(
      VoteStore store,
      OpenLedger opened,
      UnaryOperator<VoteEngineBuilder> options,
      Runnable lastWords) {
    try {
      VoteEngine engine =
          options
              .apply(VoteEngine.builder(store, opened.ledger).reconciler(Reconciler.withDefaults()))
              .build();
      Session session = new Session(engine, opened, lastWords);
      Runtime.getRuntime().addShutdownHook(session.onInterrupt);
      return session;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Returns whether the session ends early; failures are expected then, and not reported. */
  public boolean isInterrupted() {
    return interrupted;
  }

  private void interrupt(Runnable lastWords) {
    interrupted = true;
    closeOnce();
    lastWords.run();
  }

  @Override
  public void close() {
    closeOnce();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      interrupted = true; // The hook runs already, or soon will.
    }
  }

  private synchronized void closeOnce() {
    if (!closed) {
      closed = true;
      engine.close();
      opened.close();
    }
  }
}
