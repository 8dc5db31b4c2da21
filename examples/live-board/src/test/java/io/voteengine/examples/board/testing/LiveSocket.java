package io.voteengine.examples.board.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A WebSocket to the live channel, which keeps all that it gets. */
public final class LiveSocket implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<String> pong = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private @Nullable WebSocket socket;

  private LiveSocket() {}

  /**
   * Connects.
   *
   * @param port where the site is
   * @param headers names and values
   * @return the connection
   */
  public static LiveSocket open(int port, String... headers) {
    LiveSocket live = new LiveSocket();
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(TIMEOUT);
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    live.socket = builder.buildAsync(URI.create("ws://localhost:" + port + "/sync"), live).join();
    return live;
  }

  /** Connects with the cookies of a browser. */
  public static LiveSocket open(int port, Browser browser) {
    return open(port, "Cookie", browser.cookies(), "Origin", "http://localhost:" + port);
  }

  public LiveSocket send(String frame) {
    socket().sendText(frame, true).join();
    return this;
  }

  /** Sends a ping, and returns what comes back with the pong. */
  public String ping(String text) throws Exception {
    socket().sendPing(ByteBuffer.wrap(text.getBytes(UTF_8)));
    return pong.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Waits until some message contains a text. */
  public LiveSocket await(String text) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(
            () -> assertThat(messages).as(text).anyMatch(message -> message.contains(text)));
    return this;
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** Waits for the server to close, and returns its status. */
  public int closed() throws Exception {
    return closed.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  public boolean isOpen() {
    return !closed.isDone();
  }

  private WebSocket socket() {
    return Objects.requireNonNull(socket);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      messages.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pong.complete(UTF_8.decode(message).toString());
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    socket().abort();
  }
}
