package io.voteengine.live.wire;

import io.voteengine.live.LiveSubscriber;

/** A connection to a client, as a host's web stack has it. */
@FunctionalInterface
public interface WireConnection {
  /**
   * Sends a message: as one text message of a WebSocket; or, on a stream of server-sent events, as
   * one event whose lines each become a {@code data} line. May block: while it does, newer counts
   * replace those that wait. Called by one thread at a time.
   *
   * @param message one or more frames, separated by line feeds
   * @throws RuntimeException when the connection is gone; close the session then
   */
  void send(String message);

  /**
   * Closes the connection: called when the session ends by itself. By default does nothing.
   *
   * @param reason why
   */
  default void close(CloseReason reason) {}

  /** Why a session asks its host to close the connection. */
  enum CloseReason {
    /** The client was sent a final error. WebSocket status 1008. */
    REFUSED,
    /** The engine is closing; the client was sent {@code goaway}. WebSocket status 1001. */
    GOING_AWAY,
    /** The connection did not take what was sent. WebSocket status 1011. */
    STALLED;

    static CloseReason of(LiveSubscriber.EndReason reason) {
      return reason == LiveSubscriber.EndReason.ENGINE_CLOSED ? GOING_AWAY : STALLED;
    }
  }
}
