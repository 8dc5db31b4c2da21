package io.voteengine.bench.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.voteengine.VoterId;
import io.voteengine.redis.RedisVoteStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The casts of {@link RedisVoteStore} without the store: the same EVALSHA with the same keys and
 * arguments, one for each vote, through Lettuce's own commands. The store's commands are recorded,
 * one for each subject; in copies of them, voter and request id are replaced.
 */
final class BareCasts implements AutoCloseable {
  private static final byte ACCEPTED = 1;
  private static final VoterId RECORDED = VoterId.of("voter-99999999");

  private record Template(String digest, byte[][] keys, byte[][] args, int request, int voter) {
    static Template of(List<byte[]> command, long request) {
      int keys = Integer.parseInt(new String(command.get(1), UTF_8));
      byte[][] all = command.toArray(byte[][]::new);
      byte[] vote = all[all.length - 1];
      return new Template(
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

  private final RedisSite site;
  private final RedisClient recorded;
  private final RedisClient client;
  private final RedisAsyncCommands<byte[], byte[]> commands;
  private final List<Template> templates = new ArrayList<>();

  BareCasts(String uri, String prefix, int subjects) {
    AtomicReference<@Nullable CommandArgs<?, ?>> last = new AtomicReference<>();
    recorded = RedisClient.create(uri);
    recorded.setOptions(RedisVoteStore.clientOptions());
    recorded.addListener(
        new CommandListener() {
          @Override
          public void commandStarted(CommandStartedEvent event) {
            if (event.getCommand().getType().toString().equals("EVALSHA")) {
              last.set(event.getCommand().getArgs());
            }
          }
        });
    site = RedisSite.open(RedisVoteStore.builder(recorded).keyPrefix(prefix), subjects);
    site.cast(0, RECORDED, -1).toCompletableFuture().join(); // the next one shares its maker
    for (int subject = 0; subject < subjects; subject++) {
      long request = -2 - subject;
      site.cast(subject, RECORDED, request).toCompletableFuture().join();
      CommandArgs<?, ?> args = last.get();
      if (args == null) {
        throw new IllegalStateException("the store has sent no EVALSHA");
      }
      templates.add(Template.of(parts(args), request));
    }
    client = RedisClient.create(uri);
    client.setOptions(RedisVoteStore.clientOptions());
    commands = client.connect(ByteArrayCodec.INSTANCE).async();
  }

  /**
   * Returns the arguments from the form in which they are sent: {@code $<length>\r\n<bytes>\r\n}
   * each.
   */
  private static List<byte[]> parts(CommandArgs<?, ?> args) {
    ByteBuf buffer = Unpooled.buffer();
    args.encode(buffer);
    List<byte[]> parts = new ArrayList<>();
    while (buffer.isReadable()) {
      int digits = buffer.bytesBefore((byte) '\r');
      String length = buffer.readCharSequence(digits, UTF_8).toString().substring(1);
      byte[] part = new byte[Integer.parseInt(length)];
      buffer.skipBytes(2).readBytes(part).skipBytes(2);
      parts.add(part);
    }
    return parts;
  }

  CompletionStage<List<Object>> cast(int subject, byte[] voter, long request) {
    Template template = templates.get(subject);
    return commands
        .<List<Object>>evalsha(
            template.digest(),
            ScriptOutputType.MULTI,
            template.keys(),
            template.args(voter, request))
        .thenApply(BareCasts::accepted);
  }

  private static List<Object> accepted(List<Object> reply) {
    if (((byte[]) reply.get(0))[0] != ACCEPTED) {
      throw new IllegalStateException("Every cast must be accepted: " + reply);
    }
    return reply;
  }

  CompletionStage<String> ping() {
    return commands.ping();
  }

  void trim() {
    site.trim();
  }

  @Override
  public void close() {
    client.shutdown();
    site.close();
    recorded.shutdown();
  }
}
