package io.voteengine.redis.cast;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.poll.HeldChoice;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.script.Packer;
import io.voteengine.redis.script.Unpacker;
import io.voteengine.redis.script.VoterIdCodec;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.NotLoaded;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates votes and answers to and from the format of {@code cast.lua}. */
final class CastCodec {
  /** The code of an answer that carries the error of one vote. */
  static final int ERROR = 255;

  private static final int EXPIRED = 14;

  /** Added to a code where the owner of the subject follows. */
  private static final int OWNED = 32;

  private CastCodec() {}

  static boolean isExpired(byte[] reply) {
    return (reply[0] & 0xff) == EXPIRED;
  }

  /**
   * Packs a vote.
   *
   * @param expires the steady time from which on the server refuses the vote, in microseconds
   */
  static byte[] encode(CastCommand vote, int subject, long expires) {
    return new Packer()
        .u16(subject)
        .u8(vote.choice().ordinal())
        .u8(vote.toggle() ? 1 : 0)
        .u8(vote.kind().ordinal())
        .u8(vote.fresh() ? 1 : 0)
        .u16(vote.content())
        .u56(expires)
        .u56(vote.castAt())
        .u56(vote.seen())
        .request(vote.requestId())
        .bytes(VoterIdCodec.of(vote.voter()))
        .text(vote.variant())
        .bytes();
  }

  /**
   * @param poll name of the vote's poll
   */
  static CastReply decode(byte[] reply, long epoch, String poll) {
    Unpacker in = new Unpacker(reply);
    int first = in.u8();
    if (first == ERROR) {
      throw RedisFailures.refused(in.rest());
    }
    int code = first % OWNED;
    Choice previous = in.choice();
    Choice choice = in.choice();
    long seq = in.u56();
    long time = in.u56();
    Tally tally = new Tally(in.i56(), in.i56(), epoch, in.u56());
    if (code == 7 || code == 8) {
      Missing what = code == 7 ? Missing.SUBJECT : Missing.VOTER;
      return new NotLoaded(what, in.hasMore() ? SubjectId.of(poll, in.rest()) : null);
    }
    VoterId owner = first < OWNED ? null : VoterIdCodec.voter(in.bytes());
    SubjectId moved = code == 1 ? moved(in, poll) : null;
    List<HeldChoice> held = held(in, poll);
    return switch (code) {
      case 1 -> new CastReply.Accepted(seq, previous, choice, tally, time, held, moved, owner);
      case 2 -> new CastReply.Replayed(seq, previous, choice, tally, time, held, owner);
      case 3 -> new CastReply.Superseded(seq, choice, tally, time, held);
      case 4 -> new CastReply.Reused(choice, tally, held);
      case 5 -> new CastReply.Declined(new CastReply.RateLimited(time), choice, tally, held);
      case 6 -> new NotLoaded(Missing.POLL);
      case 9 -> new NotLoaded(Missing.REQUEST);
      case 10 -> new CastReply.Declined(Refused.POLL_NOT_OPEN, choice, tally, held);
      case 11 -> new CastReply.Declined(Refused.POLL_CLOSED, choice, tally, held);
      case 12 -> new CastReply.Declined(Refused.CHOICE_NOT_ALLOWED, choice, tally, held);
      case 13 -> new CastReply.Declined(Refused.BACKLOG_FULL, choice, tally, held);
      case EXPIRED -> Refused.EXPIRED;
      case 15 -> new CastReply.Declined(Refused.UNKNOWN_REQUEST, choice, tally, held);
      case 16 -> new NotLoaded(Missing.FLUSH);
      case 17 -> new NotLoaded(Missing.HELD);
      case 18 -> new CastReply.Declined(Refused.BUDGET_SPENT, choice, tally, held);
      case 19 -> new CastReply.Declined(Refused.SUBJECT_UNKNOWN, choice, tally, held);
      case 20 -> new CastReply.Declined(Refused.SUBJECT_WITHDRAWN, choice, tally, held);
      default -> throw new IllegalStateException("cast.lua answered with code " + code);
    };
  }

  /** Returns the subject of a ballot poll whose choice has made room. */
  private static @Nullable SubjectId moved(Unpacker in, String poll) {
    String key = in.hasMore() ? in.textOrNull() : null;
    return key == null ? null : SubjectId.of(poll, key);
  }

  /** Returns what the voter holds in a ballot poll, the one that was cast first is first. */
  private static List<HeldChoice> held(Unpacker in, String poll) {
    if (!in.hasMore()) {
      return List.of();
    }
    List<HeldChoice> held = new ArrayList<>();
    while (in.hasMore()) {
      Choice choice = in.choice();
      Instant castAt = Micros.toInstant(in.u56());
      held.add(new HeldChoice(SubjectId.of(poll, in.text()), choice, castAt));
    }
    held.sort(Comparator.comparing(HeldChoice::castAt).thenComparing(HeldChoice::subject));
    return List.copyOf(held);
  }
}
