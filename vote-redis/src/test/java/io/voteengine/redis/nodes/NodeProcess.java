package io.voteengine.redis.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.testing.Signals;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that runs {@link NodeMain}, and its diary. */
final class NodeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path diary;
  private final File output;
  private final List<String> command;
  private Process process;

  NodeProcess(String name, String redis, TestDatabase database, Path folder) {
    diary = folder.resolve(name + ".diary");
    output = folder.resolve(name + ".output").toFile();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(NodeMain.class.getName(), name, redis, database.url()));
    command.addAll(List.of(database.user(), database.password(), diary.toString()));
    process = launch();
  }

  private Process launch() {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start() {
    process = launch();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void pause() {
    Signals.pause(process);
  }

  void resume() {
    Signals.resume(process);
  }

  /** Makes it settle every vote and end. */
  void end() throws Exception {
    process.outputWriter().close();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("%s ends", this)
        .isTrue();
    assertThat(process.exitValue()).as("%s, see %s", this, output).isZero();
  }

  /** Waits until it has written down some more votes. */
  void voteOn(int votes) {
    long enough = written() + votes;
    await(this + " votes, see " + output).atMost(PATIENCE).until(() -> written() >= enough);
  }

  private long written() {
    if (!Files.exists(diary)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(diary)) {
      return lines.filter(line -> line.startsWith("counts")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Diary.Contents diary() throws IOException {
    return Diary.read(diary, NodeMain.POLL);
  }

  @Override
  public String toString() {
    return diary.getFileName().toString();
  }

  /** Ends a paused process too. */
  @Override
  public void close() {
    kill();
  }
}
