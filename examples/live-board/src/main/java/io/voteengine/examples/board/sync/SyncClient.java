package io.voteengine.examples.board.sync;

import io.github.bucket4j.Bucket;
import io.voteengine.InvalidInputException;
import io.voteengine.VoterId;
import io.voteengine.examples.board.security.Holder;
import io.voteengine.live.Interest;
import io.voteengine.live.wire.ClientFrame;
import io.voteengine.live.wire.WireConnection;
import io.voteengine.live.wire.WireError;
import io.voteengine.live.wire.WireSession;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client of the live channel: what the library leaves to its host. That is who the client is
 * and until when, how much it may send, and when the connection is beaten and closed.
 */
final class SyncClient implements WireConnection {
  private final SyncSocket socket;
  private final SyncRules rules;
  private final Bucket budget;
  private final WireSession session;
  private final Instant opened;

  private volatile @Nullable Holder holder;
  private volatile @Nullable Instant warned;
  private Instant beaten;
  private boolean refusing;

  /**
   * Opens a session.
   *
   * @param socket the connection
   * @param rules the options of all clients
   * @param budget how many frames the client may send
   * @param holder who the client is, by its cookie or header; null: it must say so in time
   */
  SyncClient(SyncSocket socket, SyncRules rules, Bucket budget, @Nullable Holder holder) {
    this.socket = socket;
    this.rules = rules;
    this.budget = budget;
    this.holder = holder;
    this.opened = rules.now();
    this.beaten = opened;
    VoterId voter = holder == null ? null : holder.voter().orElse(null);
    this.session =
        WireSession.open(
            rules.live(),
            rules.codec(),
            rules.options().authenticator(this::authenticate).access(this::allows),
            this,
            voter);
  }

  /** Handles a frame. One that comes before the client is known says who it is, or is the last. */
  synchronized void receive(String text) {
    if (!budget.tryConsume(1)) {
      if (!refusing) { // One answer for all that is too much, so that a flood costs us little.
        refusing = true;
        send(rules.codec().error(WireError.RATE_LIMITED, "too many frames", null));
      }
      return;
    }
    refusing = false;
    if (holder == null && !isAuth(text)) {
      close(SyncSocket.POLICY, "not authenticated");
      return;
    }
    session.receive(text);
  }

  private boolean isAuth(String text) {
    try {
      return rules.codec().read(text) instanceof ClientFrame.Auth;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  private Optional<VoterId> authenticate(String token) {
    Optional<Holder> found = rules.tokens().read(token).filter(it -> it.voter().isPresent());
    found.ifPresent(
        it -> {
          holder = it;
          warned = null;
        });
    return found.flatMap(Holder::voter);
  }

  private boolean allows(@Nullable VoterId voter, Interest interest) {
    return rules.access().allows(holder, interest);
  }

  /** Looks at the clock: called again and again, by one thread at a time. */
  void tick() {
    Instant now = rules.now();
    Holder known = holder;
    Instant last = warned;
    if (known == null) {
      if (!now.isBefore(opened.plus(rules.authTimeout()))) {
        close(SyncSocket.POLICY, "not authenticated in time");
      }
      return;
    }
    if (last == null && !now.isBefore(known.expiresAt())) {
      warned = now;
      session.expired(rules.grace());
    } else if (last != null && !now.isBefore(last.plus(rules.grace()))) {
      close(SyncSocket.POLICY, "the token has expired");
      return;
    }
    if (!now.isBefore(beaten.plus(rules.beat()))) {
      beaten = now;
      session.beat();
    }
  }

  /** This node closes: the client is asked to connect to another one. */
  void goAway() {
    session.goAway();
    close(SyncSocket.GOING_AWAY, "this node closes");
  }

  /** Ends the session after its connection. */
  void gone() {
    session.close();
  }

  private void close(int status, String reason) {
    session.close();
    socket.close(status, reason);
  }

  @Override
  public void send(String message) {
    socket.send(message);
  }

  @Override
  public void close(CloseReason reason) {
    switch (reason) {
      case REFUSED -> socket.close(SyncSocket.POLICY, "refused");
      case GOING_AWAY -> socket.close(SyncSocket.GOING_AWAY, "this node closes");
      case STALLED -> socket.close(SyncSocket.ERROR, "the client takes nothing");
    }
  }
}
