package io.voteengine.engine.live.hint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.engine.live.hint.Hint.Stamp;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.live.LiveUpdate.Payload;
import io.voteengine.live.LiveUpdate.VoteWithdrawn;
import io.voteengine.util.Micros;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Translates hints to and from bytes: a version, the kind, the node, and the number of the message
 * where its kind is numbered. Numbers are big-endian.
 */
public final class HintCodec {
  /**
   * A message.
   *
   * @param node identifies the node that sent it
   * @param number how many numbered messages it has sent on the channel, with this one
   */
  public record Message(long node, long number, Hint hint) {}

  private static final byte VERSION = 1;
  private static final byte CHANGED = 'C';
  private static final byte NAMED = 'N';
  private static final byte CORRECTED = 'R';
  private static final byte UNSURE = 'U';
  private static final byte REFRESH = 'F';
  private static final byte WITHDRAWN = 'V';
  private static final byte WATCHING = 'W';
  private static final byte PUBLISHED = 'P';
  private static final byte ASKED = 'A';
  private static final int MOST = 10_000;

  private HintCodec() {}

  public static byte[] encode(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(VERSION);
      out.writeByte(kind(message.hint()));
      out.writeLong(message.node());
      if (message.hint().isNumbered()) {
        out.writeLong(message.number());
      }
      write(message.hint(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte kind(Hint hint) {
    if (hint instanceof Hint.Changed) {
      return CHANGED;
    } else if (hint instanceof Hint.Named) {
      return NAMED;
    } else if (hint instanceof Hint.Corrected) {
      return CORRECTED;
    } else if (hint instanceof Hint.Unsure) {
      return UNSURE;
    } else if (hint instanceof Hint.Refresh) {
      return REFRESH;
    } else if (hint instanceof Hint.Withdrawn) {
      return WITHDRAWN;
    } else if (hint instanceof Hint.Watching) {
      return WATCHING;
    }
    return hint instanceof Hint.Published ? PUBLISHED : ASKED;
  }

  private static void write(Hint hint, DataOutputStream out) throws IOException {
    if (hint instanceof Hint.Changed changed) {
      write(changed.subjects(), out);
      write(changed.votes(), out);
    } else if (hint instanceof Hint.Named named) {
      out.writeShort(named.subjects().size());
      for (SubjectId subject : named.subjects()) {
        write(subject, out);
      }
    } else if (hint instanceof Hint.Corrected corrected) {
      out.writeByte(corrected.cause().ordinal());
      write(corrected.subjects(), out);
    } else if (hint instanceof Hint.Unsure unsure) {
      out.writeShort(unsure.partition());
    } else if (hint instanceof Hint.Refresh refresh) {
      SubjectId subject = refresh.subject();
      out.writeUTF(refresh.poll());
      out.writeBoolean(subject != null);
      if (subject != null) {
        out.writeUTF(subject.key());
      }
    } else if (hint instanceof Hint.Withdrawn withdrawn) {
      write(withdrawn, out);
    } else if (hint instanceof Hint.Watching watching) {
      out.writeBoolean(watching.voters());
      out.writeBoolean(watching.names());
      write(watching.partitions().toLongArray(), out);
      write(watching.counts(), out);
    } else if (hint instanceof Hint.Published published) {
      write(published.stamp(), out);
      out.writeUTF(published.payload().channel());
      byte[] json = published.payload().json().getBytes(UTF_8);
      out.writeInt(json.length);
      out.write(json);
    } else if (hint instanceof Hint.Asked asked) {
      write(asked.channels(), out);
      for (Stamp stamp : asked.stamps()) {
        write(stamp, out);
      }
    }
  }

  private static void write(long[] numbers, DataOutputStream out) throws IOException {
    out.writeShort(numbers.length);
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  private static void write(SubjectId subject, DataOutputStream out) throws IOException {
    out.writeUTF(subject.poll());
    out.writeUTF(subject.key());
  }

  private static void write(Stamp stamp, DataOutputStream out) throws IOException {
    out.writeLong(stamp.micros());
    out.writeLong(stamp.node());
  }

  private static void write(Hint.Withdrawn withdrawn, DataOutputStream out) throws IOException {
    UUID request = withdrawn.vote().requestId().value();
    write(withdrawn.subject(), out);
    out.writeUTF(withdrawn.voter().value());
    out.writeLong(request.getMostSignificantBits());
    out.writeLong(request.getLeastSignificantBits());
    out.writeByte(withdrawn.vote().choice().ordinal());
    out.writeByte(withdrawn.vote().reason().ordinal());
  }

  /** Returns null for a message of another version, or of another application. */
  public static @Nullable Message decode(byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      if (in.readByte() != VERSION) {
        return null;
      }
      byte kind = in.readByte();
      long node = in.readLong();
      long number = isNumbered(kind) ? in.readLong() : 0;
      Hint hint = read(kind, in);
      return hint == null || in.available() > 0 ? null : new Message(node, number, hint);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static boolean isNumbered(byte kind) {
    return switch (kind) {
      case CHANGED, NAMED, CORRECTED, UNSURE, REFRESH -> true;
      default -> false;
    };
  }

  private static @Nullable Hint read(byte kind, DataInputStream in) throws IOException {
    return switch (kind) {
      case CHANGED -> new Hint.Changed(numbers(in), numbers(in));
      case NAMED -> named(in);
      case CORRECTED -> new Hint.Corrected(Cause.values()[in.readByte()], numbers(in));
      case UNSURE -> new Hint.Unsure(in.readUnsignedShort());
      case REFRESH -> {
        String poll = in.readUTF();
        yield new Hint.Refresh(poll, in.readBoolean() ? SubjectId.of(poll, in.readUTF()) : null);
      }
      case WITHDRAWN -> withdrawn(in);
      case WATCHING -> {
        boolean voters = in.readBoolean();
        boolean names = in.readBoolean();
        yield new Hint.Watching(BitSet.valueOf(numbers(in)), voters, names, numbers(in));
      }
      case PUBLISHED -> {
        Stamp stamp = stamp(in);
        String channel = in.readUTF();
        if (in.readInt() != in.available()) {
          throw new IOException("damaged");
        }
        byte[] json = in.readAllBytes();
        yield new Hint.Published(
            stamp, new Payload(channel, new String(json, UTF_8), Micros.toInstant(stamp.micros())));
      }
      case ASKED -> {
        long[] channels = numbers(in);
        Stamp[] stamps = new Stamp[channels.length];
        for (int i = 0; i < stamps.length; i++) {
          stamps[i] = stamp(in);
        }
        yield new Hint.Asked(channels, stamps);
      }
      default -> null;
    };
  }

  private static Hint named(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    List<SubjectId> subjects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      subjects.add(SubjectId.of(in.readUTF(), in.readUTF()));
    }
    return new Hint.Named(subjects);
  }

  private static long[] numbers(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    if (count > MOST || count * Long.BYTES > in.available()) {
      throw new IOException("too many numbers");
    }
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.readLong();
    }
    return numbers;
  }

  private static Stamp stamp(DataInputStream in) throws IOException {
    return new Stamp(in.readLong(), in.readLong());
  }

  private static Hint withdrawn(DataInputStream in) throws IOException {
    SubjectId subject = SubjectId.of(in.readUTF(), in.readUTF());
    VoterId voter = VoterId.of(in.readUTF());
    RequestId request = RequestId.of(new UUID(in.readLong(), in.readLong()));
    Choice choice = Choice.values()[in.readByte()];
    VoteWithdrawn.Reason reason = VoteWithdrawn.Reason.values()[in.readByte()];
    return new Hint.Withdrawn(subject, voter, new VoteWithdrawn(subject, request, choice, reason));
  }
}
