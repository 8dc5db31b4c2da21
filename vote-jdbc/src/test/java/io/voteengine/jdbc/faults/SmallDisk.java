package io.voteengine.jdbc.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk of a few megabytes that a test can fill. Needs root, and a kernel that lets root mount it.
 */
record SmallDisk(Path path) implements AutoCloseable {
  private static final String FILLER = "filler";

  static SmallDisk mount(Path path, int megabytes) throws Exception {
    assertThat(System.getProperty("user.name"))
        .as("user: a small disk is mounted by root, so run the tests as root")
        .isEqualTo("root");
    Files.createDirectories(path);
    assertThat(
            run(
                List.of(
                    "mount",
                    "-t",
                    "tmpfs",
                    "-o",
                    "mode=700,size=" + megabytes + "m",
                    "tmpfs",
                    path.toString())))
        .as("what mount says; run the tests where root may mount")
        .isEmpty();
    Files.setOwner(path, Files.getOwner(path.resolveSibling(".")));
    return new SmallDisk(path);
  }

  /** Fills the disk except for some megabytes. */
  void fill(int free) throws IOException {
    long size = path.toFile().getUsableSpace() - free * 1_000_000L;
    Files.write(path.resolve(FILLER), new byte[Math.toIntExact(size)]);
  }

  void free() throws IOException {
    Files.delete(path.resolve(FILLER));
  }

  @Override
  public void close() throws IOException {
    // Lazily: processes with open files there keep them until they end.
    run(List.of("umount", "--lazy", path.toString()));
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.onExit().join().exitValue() == 0 ? "" : said;
  }
}
