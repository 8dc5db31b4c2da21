package io.voteengine.examples.replay;

/** Thrown for a line of a file that is no vote. */
final class BadLine extends Exception {
  private static final long serialVersionUID = 1L;

  final long line;

  /**
   * Creates the exception.
   *
   * @param line the number of the line; the first line of the file is 1
   * @param reason why it is no vote
   */
  BadLine(long line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
  }
}
