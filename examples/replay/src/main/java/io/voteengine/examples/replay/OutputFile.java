package io.voteengine.examples.replay;

import io.voteengine.examples.console.Reasons;
import io.voteengine.examples.console.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears complete or not at all. Problems with writing it show at the start. */
final class OutputFile implements AutoCloseable {
  private final Path path;
  private final Path draft;

  /**
   * Makes sure that the file can be written.
   *
   * @param path where the file will appear; an existing file is replaced
   * @throws UserError when it cannot be written
   */
  OutputFile(Path path) {
    this.path = path.toAbsolutePath();
    this.draft = this.path.resolveSibling("." + path.getFileName() + "." + pid() + ".tmp");
    if (Files.isDirectory(path)) {
      throw new UserError("cannot write " + path + ": it is a directory");
    }
    try {
      Files.write(draft, new byte[0]);
      draft.toFile().deleteOnExit(); // In case the program is interrupted.
    } catch (IOException e) {
      throw new UserError("cannot write " + path + ": " + Reasons.of(e), e);
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  void write(byte[] content) {
    try {
      Files.write(draft, content);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError("cannot write " + path + ": " + Reasons.of(e), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw new UserError("cannot delete " + draft + ": " + Reasons.of(e), e);
    }
  }
}
