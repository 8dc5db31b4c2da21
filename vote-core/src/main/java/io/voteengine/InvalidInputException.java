package io.voteengine;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a value that a client may have sent breaks its rules: an id, a request id, a choice,
 * a page's cursor or size. Nothing was done. A web layer answers it with status 422 or 400, and
 * {@link #getMessage} tells the client what to correct: it names field and rule, and does not
 * repeat the value.
 */
public class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Name of the refused field. */
  private final String field;

  /** Which rule the value breaks. */
  private final String reason;

  /**
   * Creates an exception whose message is the field, a blank and the reason.
   *
   * @param field name of the refused field, as in this library's API
   * @param reason which rule it breaks, to be read after the field: "is empty"
   */
  public InvalidInputException(String field, String reason) {
    this(field, reason, null);
  }

  /**
   * Creates an exception that another one led to.
   *
   * @param field name of the refused field, as in this library's API
   * @param reason which rule it breaks, to be read after the field: "is empty"
   * @param cause what led to it, or null
   */
  public InvalidInputException(String field, String reason, @Nullable Throwable cause) {
    super(field + " " + reason, cause);
    this.field = field;
    this.reason = reason;
  }

  /**
   * Returns the name of the refused field.
   *
   * @return {@code poll}, {@code subject}, {@code voter}, {@code requestId}, {@code choice}, {@code
   *     variant}, {@code limitKey}, {@code name}, {@code by}, {@code series}, {@code zone}, {@code
   *     cursor} or {@code limit}; of a frame of the live protocol also {@code frame}, or one of its
   *     members
   */
  public String field() {
    return field;
  }

  /**
   * Returns which rule the field breaks, for example "is longer than 128 UTF-8 bytes".
   *
   * @return the message without the field
   */
  public String reason() {
    return reason;
  }
}
