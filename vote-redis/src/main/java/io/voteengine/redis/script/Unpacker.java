package io.voteengine.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a script has written with {@code struct.pack('>…')}. */
public final class Unpacker {
  private static final Choice[] CHOICES = Choice.values();

  private final ByteBuffer buffer;

  public Unpacker(byte[] bytes) {
    this.buffer = ByteBuffer.wrap(bytes);
  }

  public boolean hasMore() {
    return buffer.hasRemaining();
  }

  /** {@code B}. */
  public int u8() {
    return buffer.get() & 0xff;
  }

  /** {@code H}. */
  public int u16() {
    return buffer.getShort() & 0xffff;
  }

  /** {@code I4}. */
  public long u32() {
    return buffer.getInt() & 0xffff_ffffL;
  }

  /** {@code I5}. */
  public long u40() {
    return (long) u8() << 32 | u32();
  }

  /** {@code I7}. */
  public long u56() {
    return (long) u8() << 48 | (long) u16() << 32 | u32();
  }

  /** {@code i7}. */
  public long i56() {
    return u56() << 8 >> 8;
  }

  /** {@code B}. */
  public Choice choice() {
    return CHOICES[u8()];
  }

  /** {@code c16}. */
  public RequestId request() {
    long high = buffer.getLong();
    return RequestId.of(new UUID(high, buffer.getLong()));
  }

  /** {@code Bc0}. */
  public String text() {
    return text(u8());
  }

  /** {@code Bc0}; null when it is empty. */
  public @Nullable String textOrNull() {
    int length = u8();
    return length == 0 ? null : text(length);
  }

  public String rest() {
    return text(buffer.remaining());
  }

  /** {@code Bc0}. */
  public byte[] bytes() {
    return bytes(u8());
  }

  private String text(int length) {
    return new String(bytes(length), UTF_8);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }
}
