package io.voteengine.examples.board;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of the site.
 *
 * @param folder where the H2 file and the key that signs results are
 * @param zone the time zone in which a launch day begins and ends
 * @param site names this site in proofs
 * @param jamCreator the user who plays the songs of the jam queue
 * @param origins the addresses of the site's pages, such as {@code https://board.example.com};
 *     empty: those of this machine
 * @param session who is signed in, and for how long
 * @param sync the live channel
 * @param seed the demonstration data
 */
@ConfigurationProperties("board")
public record BoardProperties(
    @DefaultValue("target/live-board") Path folder,
    @DefaultValue("Europe/Lisbon") ZoneId zone,
    @DefaultValue("localhost/live-board") String site,
    @DefaultValue("dj") String jamCreator,
    @DefaultValue Set<String> origins,
    @DefaultValue Session session,
    @DefaultValue Sync sync,
    @DefaultValue Seed seed) {

  /**
   * Sessions.
   *
   * @param secret signs tokens, at least 32 characters; the same on every node. Null: one is made
   *     at the start, and sessions end with the process
   * @param timeToLive how long a token is valid
   * @param demo whether anyone may sign in under any name, without a password
   * @param admins the names that get the role ADMIN
   */
  public record Session(
      @Nullable String secret,
      @DefaultValue("15m") Duration timeToLive,
      @DefaultValue("true") boolean demo,
      @DefaultValue("operator") List<String> admins) {}

  /**
   * The live channel.
   *
   * @param authTimeout a WebSocket that has not said by then who it is, is closed
   * @param grace how long a connection may stay after its token has expired
   * @param framesPerMinute how many frames a client may send
   * @param beat something is sent at least this often
   * @param tick how often the times of connections are checked
   */
  public record Sync(
      @DefaultValue("5s") Duration authTimeout,
      @DefaultValue("30s") Duration grace,
      @DefaultValue("100") int framesPerMinute,
      @DefaultValue("15s") Duration beat,
      @DefaultValue("250ms") Duration tick) {}

  /**
   * The demonstration data.
   *
   * @param enabled whether an empty site is filled at its start
   * @param voters how many people have voted before
   * @param contest how long the logo contest is open
   */
  public record Seed(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("40") int voters,
      @DefaultValue("3d") Duration contest) {}
}
