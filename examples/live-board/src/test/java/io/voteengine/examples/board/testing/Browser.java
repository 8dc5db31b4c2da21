package io.voteengine.examples.board.testing;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client that keeps cookies and repeats the CSRF token, as a page of the site does. */
public final class Browser {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final int port;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  private Browser(int port) {
    this.port = port;
  }

  /**
   * Opens a browser that has no session.
   *
   * @param port where the site is
   * @return the browser, which has a CSRF token
   */
  public static Browser at(int port) {
    Browser browser = new Browser(port);
    browser.get("/api/session");
    return browser;
  }

  /**
   * Opens a browser and signs in.
   *
   * @param port where the site is
   * @param name the user
   * @return the browser
   */
  public static Browser at(int port, String name) {
    Browser browser = at(port);
    Answer answer = browser.post("/api/session", "{\"name\":\"" + name + "\"}");
    if (answer.status() != 200) {
      throw new IllegalStateException("No session: " + answer);
    }
    return browser;
  }

  /** Returns the cookies, as a header. */
  public String cookies() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Replaces a cookie; an empty value removes it. */
  public void cookie(String name, String value) {
    if (value.isEmpty()) {
      cookies.remove(name);
    } else {
      cookies.put(name, value);
    }
  }

  public @Nullable String cookie(String name) {
    return cookies.get(name);
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Votes, with a new request. */
  public Answer vote(String poll, String subject, String choice) {
    return post(
        "/api/votes",
        "{\"poll\":\"%s\",\"subject\":\"%s\",\"choice\":\"%s\"}".formatted(poll, subject, choice));
  }

  /** Headers that are named replace those that a page sends; an empty value leaves one out. */
  private Answer send(String method, String path, @Nullable String body, String... headers) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Content-Type", "application/json");
    all.put("Cookie", cookies());
    all.put("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", ""));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(TIMEOUT)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    all.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return new Answer(response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String header) {
    HttpCookie.parse(header).forEach(it -> cookie(it.getName(), it.getValue()));
  }
}
