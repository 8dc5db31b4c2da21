package io.voteengine.redis.cast;

import io.voteengine.Choice;
import io.voteengine.Tally;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.script.Packer;
import io.voteengine.redis.script.Unpacker;
import io.voteengine.redis.script.VoterIdCodec;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.NotLoaded;
import io.voteengine.spi.CastReply.Refused;

/** Translates votes and answers to and from the format of {@code cast.lua}. */
final class CastCodec {
  /** The code of an answer that carries the error of one vote. */
  static final int ERROR = 255;

  private static final int EXPIRED = 14;

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

  static CastReply decode(byte[] reply, long epoch) {
    Unpacker in = new Unpacker(reply);
    int code = in.u8();
    if (code == ERROR) {
      throw RedisFailures.refused(in.rest());
    }
    Choice previous = in.choice();
    Choice choice = in.choice();
    long seq = in.u56();
    long time = in.u56();
    Tally tally = new Tally(in.i56(), in.i56(), epoch, in.u56());
    return switch (code) {
      case 1 -> new CastReply.Accepted(seq, previous, choice, tally, time);
      case 2 -> new CastReply.Replayed(seq, previous, choice, tally, time);
      case 3 -> new CastReply.Superseded(seq, choice, tally, time);
      case 4 -> new CastReply.Reused(choice, tally);
      case 5 -> new CastReply.Declined(new CastReply.RateLimited(time), choice, tally);
      case 6 -> new NotLoaded(Missing.POLL);
      case 7 -> new NotLoaded(Missing.SUBJECT);
      case 8 -> new NotLoaded(Missing.VOTER);
      case 9 -> new NotLoaded(Missing.REQUEST);
      case 10 -> new CastReply.Declined(Refused.POLL_NOT_OPEN, choice, tally);
      case 11 -> new CastReply.Declined(Refused.POLL_CLOSED, choice, tally);
      case 12 -> new CastReply.Declined(Refused.CHOICE_NOT_ALLOWED, choice, tally);
      case 13 -> new CastReply.Declined(Refused.BACKLOG_FULL, choice, tally);
      case EXPIRED -> Refused.EXPIRED;
      case 15 -> new CastReply.Declined(Refused.UNKNOWN_REQUEST, choice, tally);
      case 16 -> new NotLoaded(Missing.FLUSH);
      default -> throw new IllegalStateException("cast.lua answered with code " + code);
    };
  }
}
