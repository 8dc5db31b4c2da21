package io.voteengine.live.wire;

import io.voteengine.VoterId;
import io.voteengine.live.Interest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a host decides about its sessions. Immutable: the methods return a changed copy. Make one
 * and use it for all sessions.
 */
public final class WireOptions {
  private static final WireOptions DEFAULTS =
      new WireOptions(
          token -> Optional.empty(),
          (voter, interest) -> true,
          Duration.ofSeconds(15),
          Duration.ofSeconds(5));

  final Function<String, Optional<VoterId>> authenticator;
  final Access access;
  final Duration beat;
  final Duration spread;

  private WireOptions(
      Function<String, Optional<VoterId>> authenticator,
      Access access,
      Duration beat,
      Duration spread) {
    this.authenticator = authenticator;
    this.access = access;
    this.beat = beat;
    this.spread = spread;
  }

  /**
   * Returns the defaults: no token is valid, everything may be read, a beat every 15 s, a spread of
   * 5 s.
   *
   * @return the defaults
   */
  public static WireOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns a copy with another check of tokens.
   *
   * @param authenticator returns the voter of a token that a client sent, or empty if it is not
   *     valid; may block; its exceptions reach the caller of {@link WireSession#receive}
   * @return the copy
   */
  public WireOptions authenticator(Function<String, Optional<VoterId>> authenticator) {
    return new WireOptions(
        Objects.requireNonNull(authenticator, "authenticator"), access, beat, spread);
  }

  /**
   * Returns a copy with another rule of who may read what.
   *
   * @param access the rule
   * @return the copy
   */
  public WireOptions access(Access access) {
    return new WireOptions(authenticator, Objects.requireNonNull(access, "access"), beat, spread);
  }

  /**
   * Returns a copy with another beat. Call {@link WireSession#beat} that often.
   *
   * @param beat clients reconnect when they receive nothing for two and a half beats
   * @return the copy
   */
  public WireOptions beat(Duration beat) {
    return new WireOptions(authenticator, access, positive("beat", beat), spread);
  }

  /**
   * Returns a copy with another spread.
   *
   * @param spread within this time clients reconnect when the engine closes
   * @return the copy
   */
  public WireOptions spread(Duration spread) {
    return new WireOptions(authenticator, access, beat, positive("spread", spread));
  }

  private static Duration positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than 0: " + duration);
    }
    return duration;
  }

  /** Decides who may read what. */
  @FunctionalInterface
  public interface Access {
    /**
     * Returns whether a client may have an interest.
     *
     * @param voter who the client is; null: not known
     * @param interest what it asks for
     * @return false to refuse this interest, and no other
     */
    boolean allows(@Nullable VoterId voter, Interest interest);
  }
}
