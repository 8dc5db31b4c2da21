package io.voteengine.examples.board.testing;

import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the site. */
public final class Answer {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpResponse<String> response;

  Answer(HttpResponse<String> response) {
    this.response = response;
  }

  public int status() {
    return response.statusCode();
  }

  public String body() {
    return response.body();
  }

  public @Nullable String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  public JsonNode json() {
    return JSON.readTree(response.body());
  }

  /** Returns a member of the JSON, such as {@code /data/upvotes}, as text; empty: it is missing. */
  public String at(String pointer) {
    JsonNode member = json().at(pointer);
    return member.isContainer() ? member.toString() : member.asString();
  }

  @Override
  public String toString() {
    return status() + " " + body();
  }
}
