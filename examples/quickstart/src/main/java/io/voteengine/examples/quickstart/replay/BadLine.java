package io.voteengine.examples.quickstart.replay;

/** A line of a file is no vote. */
final class BadLine extends Exception {
  private static final long serialVersionUID = 1L;

  final long line;

  /**
   * A line that is no vote.
   *
   * @param line its number; the first line of the file is 1
   * @param reason why
   */
  BadLine(long line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
  }
}
