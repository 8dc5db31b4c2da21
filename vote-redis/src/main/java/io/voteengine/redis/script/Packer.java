package io.voteengine.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.RequestId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the format that scripts read with {@code struct.unpack('>…')}. */
public final class Packer {
  /** The scripts' numbers are doubles: above this value, not every integer is one. */
  public static final long MAX_NUMBER = (1L << 53) - 1;

  /** A vote with ids of usual length fits. */
  private static final int USUAL = 96;

  private ByteBuffer buffer = ByteBuffer.allocate(USUAL);

  /** {@code B}. */
  public Packer u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  /** {@code H}. */
  public Packer u16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  /** {@code I7}; a number that a script cannot hold becomes the nearest one that it can. */
  public Packer u56(long value) {
    return i56(Math.min(Math.max(value, 0), MAX_NUMBER));
  }

  /** {@code i7}: counts, which are negative when the ledger contradicts itself. */
  public Packer i56(long value) {
    room(7).put((byte) (value >>> 48)).putShort((short) (value >>> 32)).putInt((int) value);
    return this;
  }

  /** {@code c16}. */
  public Packer request(RequestId request) {
    room(16)
        .putLong(request.value().getMostSignificantBits())
        .putLong(request.value().getLeastSignificantBits());
    return this;
  }

  /** {@code Bc0}; nothing for null. */
  public Packer text(@Nullable String text) {
    return bytes(text == null ? new byte[0] : text.getBytes(UTF_8));
  }

  /** {@code Bc0}. */
  public Packer bytes(byte[] bytes) {
    room(1 + bytes.length).put((byte) bytes.length).put(bytes);
    return this;
  }

  public byte[] bytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int size = 2 * (buffer.position() + bytes);
      buffer = ByteBuffer.allocate(size).put(buffer.array(), 0, buffer.position());
    }
    return buffer;
  }
}
