package io.voteengine.bench.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.VoterId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A command of the store, in copies of which voter and request id are replaced. */
record CastTemplate(String digest, byte[][] keys, byte[][] args, int request, int voter) {
  static final VoterId RECORDED = VoterId.of("voter-99999999");

  static CastTemplate of(List<byte[]> command, long request) {
    int keys = Integer.parseInt(new String(command.get(1), UTF_8));
    byte[][] all = command.toArray(byte[][]::new);
    byte[] vote = all[all.length - 1];
    return new CastTemplate(
        new String(all[0], UTF_8),
        Arrays.copyOfRange(all, 2, 2 + keys),
        Arrays.copyOfRange(all, 2 + keys, all.length),
        indexOf(vote, ByteBuffer.allocate(Long.BYTES).putLong(request).array()),
        indexOf(vote, RECORDED.value().getBytes(UTF_8)));
  }

  private static int indexOf(byte[] in, byte[] wanted) {
    for (int i = 0; i + wanted.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalStateException("a cast as it was recorded lacks its request id or voter");
  }

  byte[][] args(byte[] name, long id) {
    byte[][] copy = args.clone();
    byte[] vote = copy[copy.length - 1].clone();
    ByteBuffer.wrap(vote).putLong(request, id);
    System.arraycopy(name, 0, vote, voter, name.length);
    copy[copy.length - 1] = vote;
    return copy;
  }
}
