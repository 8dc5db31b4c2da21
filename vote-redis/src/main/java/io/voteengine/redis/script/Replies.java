package io.voteengine.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.spi.LoadReply;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.PartitionState.Meta;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the replies of scripts. */
public final class Replies {
  private static final String WRONG_EPOCH = "WRONG_EPOCH";

  /** The number of elements of a reply that hold the partition's state. */
  public static final int STATE = 8;

  private Replies() {}

  public static boolean isWrongEpoch(List<Object> reply) {
    return reply.size() == 1 && WRONG_EPOCH.equals(text(reply, 0));
  }

  public static boolean yes(List<Object> reply) {
    return number(reply) != 0;
  }

  public static int number(List<Object> reply) {
    return Math.toIntExact((Long) reply.get(0));
  }

  public static LoadReply load(List<Object> reply) {
    return LoadReply.valueOf(required(reply, 0));
  }

  public static PartitionState state(List<Object> reply) {
    String identity = required(reply, 0);
    return text(reply, 1) == null
        ? new PartitionState(identity, null)
        : new PartitionState(
            identity,
            new Meta(
                integer(reply, 1),
                integer(reply, 2),
                integer(reply, 3),
                integer(reply, 4),
                integer(reply, 5),
                text(reply, 6)));
  }

  /** Returns the steady time in a reply with a state, in microseconds. */
  public static long steady(List<Object> reply) {
    return integer(reply, STATE - 1);
  }

  private static long integer(List<Object> reply, int index) {
    return Long.parseLong(required(reply, index));
  }

  public static String required(List<Object> reply, int index) {
    return Objects.requireNonNull(text(reply, index), "the script's reply lacks an element");
  }

  static @Nullable String text(List<Object> reply, int index) {
    return reply.get(index) instanceof byte[] bytes ? new String(bytes, UTF_8) : null;
  }
}
