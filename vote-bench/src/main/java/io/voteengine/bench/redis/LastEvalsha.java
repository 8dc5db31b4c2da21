package io.voteengine.bench.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Records the last EVALSHA of a client. */
final class LastEvalsha implements CommandListener {
  private final AtomicReference<@Nullable CommandArgs<?, ?>> last = new AtomicReference<>();

  @Override
  public void commandStarted(CommandStartedEvent event) {
    if (event.getCommand().getType().toString().equals("EVALSHA")) {
      last.set(event.getCommand().getArgs());
    }
  }

  List<byte[]> parts() {
    CommandArgs<?, ?> args = last.get();
    if (args == null) {
      throw new IllegalStateException("the store has sent no EVALSHA");
    }
    return parts(args);
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
}
