package io.voteengine.bench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads results as JSON. */
public final class ResultFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ResultFile() {}

  /** Writes a result, if there is a file for it. */
  public static void write(@Nullable Path file, RunResult result) {
    if (file != null) {
      try {
        Files.writeString(
            file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static RunResult parse(String json) {
    return JSON.readValue(json, RunResult.class);
  }
}
