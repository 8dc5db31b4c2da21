package io.voteengine.live.wire;

import io.voteengine.InvalidInputException;
import io.voteengine.VoterId;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveSubscriber;
import io.voteengine.live.LiveSubscription;
import io.voteengine.live.LiveVotes;
import io.voteengine.live.SharedUpdate;
import io.voteengine.live.wire.WireConnection.CloseReason;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client: delivers live counts to a connection of the host's web stack. The host passes on what
 * the client sends, calls {@link #beat} on time, and closes the session with the connection. The
 * host also limits how often and how much a client sends. Safe for use by many threads.
 */
public final class WireSession implements AutoCloseable {
  private final LiveVotes live;
  private final WireCodec codec;
  private final WireOptions options;
  private final WireSender sender;
  private final InstantSource clock;

  /** What the client wants, without versions; guarded by this, as are all that follow. */
  private final Set<Interest> interests = new LinkedHashSet<>();

  private @Nullable VoterId voter;
  private @Nullable LiveSubscription subscription;
  private boolean closed;

  private WireSession(
      LiveVotes live,
      WireCodec codec,
      WireOptions options,
      WireConnection connection,
      @Nullable VoterId voter,
      InstantSource clock) {
    this.live = live;
    this.codec = codec;
    this.options = options;
    this.sender = new WireSender(codec, connection);
    this.voter = voter;
    this.clock = clock;
  }

  /**
   * Opens a session. Nothing is sent before the client subscribes.
   *
   * @param live the engine's live counts
   * @param codec the codec of all sessions
   * @param options the options of all sessions
   * @param connection the connection to the client
   * @param voter who the client is, where the host knows by a cookie or header; null: not known
   * @return the session; close it with the connection
   */
  public static WireSession open(
      LiveVotes live,
      WireCodec codec,
      WireOptions options,
      WireConnection connection,
      @Nullable VoterId voter) {
    return new WireSession(
        Objects.requireNonNull(live, "live"),
        Objects.requireNonNull(codec, "codec"),
        Objects.requireNonNull(options, "options"),
        Objects.requireNonNull(connection, "connection"),
        voter,
        Clock.systemUTC());
  }

  /**
   * Handles what the client sent. What is refused is answered with an error frame and has no
   * effect.
   *
   * @param text a frame
   * @throws RuntimeException what {@link WireConnection#send}, the authenticator or the rule of
   *     access threw
   */
  public synchronized void receive(String text) {
    if (closed) {
      return;
    }
    try {
      ClientFrame frame = codec.read(text);
      if (frame instanceof ClientFrame.Auth auth) {
        authenticate(auth.token());
      } else if (frame instanceof ClientFrame.Subscribe subscribe) {
        subscribe(subscribe);
      } else if (subscription == null) {
        throw new InvalidInputException("frame", "must not come before subscribe");
      } else if (frame instanceof ClientFrame.Track track) {
        track(subscription, track.topics());
      } else if (frame instanceof ClientFrame.Untrack untrack) {
        untrack(subscription, untrack.topics());
      }
    } catch (InvalidInputException e) {
      sendError(WireError.INVALID, messageOf(e), null);
    }
  }

  private void authenticate(String token) {
    Optional<VoterId> found = options.authenticator.apply(token);
    if (found.isEmpty()) {
      sendError(WireError.UNAUTHENTICATED, "the token is not valid", null);
      return;
    }
    VoterId before = voter;
    voter = found.get();
    if (subscription != null && !voter.equals(before)) {
      // Without the versions that the client had: it lacks the choices of this voter.
      begin(new Topics(List.copyOf(interests), sender.votes()));
    }
  }

  private void subscribe(ClientFrame.Subscribe frame) {
    if (frame.protocol() != WireCodec.PROTOCOL) {
      sendError(
          WireError.UNSUPPORTED_PROTOCOL,
          "this server speaks protocol " + WireCodec.PROTOCOL,
          null);
      return;
    }
    sender.send(codec.snapshot(clock.instant(), options.beat));
    begin(frame.topics());
  }

  private void begin(Topics topics) {
    if (subscription != null) {
      subscription.close();
    }
    interests.clear();
    sender.removeVotes(sender.votes());
    LiveSubscription begun;
    try {
      begun = live.subscribe(voter, List.of(), new Receiver());
    } catch (IllegalStateException e) {
      goAway(); // The engine is closed; another node may serve the client.
      end(CloseReason.GOING_AWAY);
      return;
    }
    subscription = begun;
    track(begun, topics);
  }

  private void track(LiveSubscription target, Topics topics) {
    Permitted permitted = new Permitted(options.access, voter, topics.interests());
    permitted.refused.forEach(
        channel -> sendError(WireError.FORBIDDEN, "not for this client", channel));
    List<Interest> fresh =
        permitted.interests.stream()
            .map(WireSession::withoutVersion)
            .filter(interests::add)
            .toList();
    // Before the counts that the events are about; and bounded as the interests are.
    topics.votes().stream()
        .filter(subject -> interests.contains(Interest.subject(subject)))
        .forEach(sender::addVotes);
    try {
      target.track(permitted.interests);
    } catch (InvalidInputException e) {
      fresh.forEach(interests::remove);
      sender.keepVotes(subject -> interests.contains(Interest.subject(subject)));
      sendError(WireError.TOO_MANY, messageOf(e), null);
    }
  }

  private void untrack(LiveSubscription target, Topics topics) {
    target.untrack(topics.interests());
    topics.interests().forEach(interest -> interests.remove(withoutVersion(interest)));
    sender.removeVotes(topics.votes());
    sender.keepVotes(subject -> interests.contains(Interest.subject(subject)));
  }

  private static Interest withoutVersion(Interest interest) {
    return interest instanceof Interest.InSubject subject
        ? Interest.subject(subject.subject())
        : interest;
  }

  private void sendError(WireError error, String message, @Nullable String channel) {
    sender.send(codec.error(error, message, channel));
    if (error.isFinal()) {
      end(CloseReason.REFUSED);
    }
  }

  private static String messageOf(InvalidInputException e) {
    return e.field() + " " + e.reason();
  }

  private void end(CloseReason reason) {
    close();
    sender.close(reason);
  }

  /**
   * Sends the client a beat: the connection is alive. Call it on every session once in a
   * {@linkplain WireOptions#beat beat}.
   *
   * @throws RuntimeException what {@link WireConnection#send} threw
   */
  public void beat() {
    sender.send(codec.beat());
  }

  /**
   * Informs the client that its authentication has expired. If it sends no valid token in time, the
   * host closes the connection.
   *
   * @param grace how long the client has
   * @throws RuntimeException what {@link WireConnection#send} threw
   */
  public void expired(Duration grace) {
    sender.send(codec.expired(grace));
  }

  /**
   * Tells the client to connect to another node within the {@linkplain WireOptions#spread spread},
   * because this one closes. Updates go on until the session is closed.
   *
   * @throws RuntimeException what {@link WireConnection#send} threw
   */
  public void goAway() {
    sender.send(codec.goAway(options.spread));
  }

  /**
   * Returns who the client is.
   *
   * @return the voter; empty while not known
   */
  public synchronized Optional<VoterId> voter() {
    return Optional.ofNullable(voter);
  }

  /** Ends the session; the connection stays as it is. Repeated calls do nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.close();
    }
  }

  private final class Receiver implements LiveSubscriber {
    @Override
    public void onUpdates(List<SharedUpdate> updates) {
      sender.sendUpdates(updates);
    }

    @Override
    public void onEnded(EndReason reason) {
      CloseReason why = CloseReason.of(reason);
      try {
        if (why == CloseReason.GOING_AWAY) {
          goAway();
        }
      } finally {
        end(why);
      }
    }
  }
}
