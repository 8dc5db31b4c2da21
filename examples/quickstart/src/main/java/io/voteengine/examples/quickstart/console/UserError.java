package io.voteengine.examples.quickstart.console;

/** Something that whoever called the program can put right: told in one line, with exit code 2. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
