package io.voteengine.redis.journal;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.redis.script.Unpacker;
import io.voteengine.redis.script.VoterIdCodec;
import io.voteengine.spi.journal.CloseEvent;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.VoteEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads journal entries as {@code append} in {@code clock.lua} writes them: several events in one.
 */
final class JournalCodec {
  private static final int LAYOUT = 1;
  private static final int VOTE = 1;
  private static final int CLOSE = 2;
  private static final Choice[] CHOICES = Choice.values();

  private JournalCodec() {}

  static List<JournalEvent> decode(byte[] entry) {
    Unpacker in = new Unpacker(entry);
    int layout = in.u8();
    if (layout != LAYOUT) {
      throw new IllegalStateException(
          "The journal has an entry of layout " + layout + ", which this version cannot read");
    }
    long epoch = in.u40();
    long seq = in.u56();
    int count = in.u16();
    List<JournalEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(event(in, epoch, seq + i));
    }
    return events;
  }

  private static JournalEvent event(Unpacker in, long epoch, long seq) {
    int kind = in.u8();
    int choices = in.u8();
    long chain = in.u32();
    long castAt = in.u56();
    if (kind == CLOSE) {
      return new CloseEvent(epoch, seq, chain, in.text(), castAt);
    }
    if (kind != VOTE) {
      throw new IllegalStateException("The journal has an event of kind " + kind);
    }
    long up = in.i56();
    long down = in.i56();
    long version = in.u56();
    RequestId request = in.request();
    SubjectId subject = new SubjectId(in.text(), in.text());
    return new VoteEvent(
        epoch,
        seq,
        chain,
        subject,
        VoterIdCodec.voter(in.bytes()),
        CHOICES[choices / 4],
        CHOICES[choices % 4],
        castAt,
        request,
        in.textOrNull(),
        up,
        down,
        version);
  }
}
