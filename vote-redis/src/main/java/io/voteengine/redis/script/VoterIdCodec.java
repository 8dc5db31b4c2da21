package io.voteengine.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.VoterId;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The names of voters in Redis, where a name is most of what a vote takes. Names are the ids
 * verbatim, except UUIDs as {@link UUID#toString} writes them, which take 17 bytes instead of 36.
 * The two cannot be confused, since no id begins with a control character.
 */
public final class VoterIdCodec {
  private static final byte IS_UUID = 1;
  private static final int LENGTH = 1 + 2 * Long.BYTES;
  private static final Pattern LOWER_CASE_UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private VoterIdCodec() {}

  public static byte[] of(VoterId voter) {
    String id = voter.value();
    if (id.length() != 36 || !LOWER_CASE_UUID.matcher(id).matches()) {
      return id.getBytes(UTF_8);
    }
    UUID uuid = UUID.fromString(id);
    return ByteBuffer.allocate(LENGTH)
        .put(IS_UUID)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  public static VoterId voter(byte[] name) {
    if (name[0] != IS_UUID) {
      return VoterId.of(new String(name, UTF_8));
    }
    ByteBuffer bits = ByteBuffer.wrap(name, 1, LENGTH - 1);
    return VoterId.of(new UUID(bits.getLong(), bits.getLong()).toString());
  }
}
