package io.voteengine.examples.board.sync;

/** A connection to a client, whichever way it came. */
interface SyncSocket {
  /** Status codes of RFC 6455 that the live channel uses. */
  int GOING_AWAY = 1001;

  int POLICY = 1008;
  int ERROR = 1011;

  /** Sends a message; blocks while the client takes nothing. Throws when the client is gone. */
  void send(String message);

  /** Closes the connection; repeated calls do nothing. */
  void close(int status, String reason);
}
