package io.voteengine.examples.board.sync;

import io.github.bucket4j.ConsumptionProbe;
import io.voteengine.examples.board.security.Holder;
import io.voteengine.live.wire.WireCodec;
import io.voteengine.live.wire.WirePoll;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live channel where a proxy lets no WebSocket through: a stream of events, or polling. */
@RestController
class StreamController {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final SyncRules rules;
  private final SyncBudgets budgets;
  private final SyncClients clients;

  StreamController(SyncRules rules, SyncBudgets budgets, SyncClients clients) {
    this.rules = rules;
    this.budgets = budgets;
    this.clients = clients;
  }

  @PostMapping(
      path = "/sync",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter stream(InputStream body, @AuthenticationPrincipal Holder holder) throws IOException {
    String frame = read(body, holder);
    SseEmitter emitter = new SseEmitter(0L);
    SyncClient client = new SyncClient(new Stream(emitter), rules, budgets.ofConnection(), holder);
    emitter.onCompletion(() -> clients.remove(client));
    emitter.onError(failure -> clients.remove(client));
    clients.add(client);
    client.receive(frame);
    return emitter;
  }

  @PostMapping(
      path = "/sync",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_NDJSON_VALUE)
  CompletableFuture<String> poll(InputStream body, @AuthenticationPrincipal Holder holder)
      throws IOException {
    String frame = read(body, holder);
    return WirePoll.answer(
        rules.live(),
        rules.codec(),
        rules.options().access((voter, interest) -> rules.access().allows(holder, interest)),
        holder.voter().orElse(null),
        frame,
        PATIENCE);
  }

  private String read(InputStream body, Holder holder) throws IOException {
    ConsumptionProbe probe = budgets.of(holder.name()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      ErrorResponseException tooMany = new ErrorResponseException(HttpStatus.TOO_MANY_REQUESTS);
      Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
      tooMany.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
      throw tooMany;
    }
    byte[] bytes = body.readNBytes(WireCodec.LONGEST_FRAME + 1);
    if (bytes.length > WireCodec.LONGEST_FRAME) {
      throw new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private record Stream(SseEmitter emitter) implements SyncSocket {
    @Override
    public void send(String message) {
      try {
        emitter.send(message); // Each line becomes a line of data.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close(int status, String reason) {
      emitter.complete();
    }
  }
}
