package io.voteengine.examples.console;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Explains exceptions of the JDK, of which some contain only a file's name. */
public final class Reasons {
  private Reasons() {}

  public static String of(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
      return "a part of the path is no directory";
    }
    return String.valueOf(failure.getMessage());
  }

  /** Returns the message of the first cause of a failure. */
  static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return of(root);
  }
}
