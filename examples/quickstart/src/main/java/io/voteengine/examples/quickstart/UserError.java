package io.voteengine.examples.quickstart;

/** Something that whoever called the program can put right: told in one line, with exit code 2. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message);
  }

  UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
