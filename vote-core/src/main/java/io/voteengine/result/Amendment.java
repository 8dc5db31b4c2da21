package io.voteengine.result;

import io.voteengine.SubjectId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found out or decided about a poll after it was sealed. It changes no result: a
 * site shows it beside the result.
 *
 * @param id identifies it
 * @param poll name of the poll
 * @param madeAt when it was recorded, by the ledger's clock
 * @param by who decided it
 * @param kind what it is about
 * @param subject the subject; null: the poll as a whole
 * @param votes how many votes it concerns
 * @param reason why, for people
 */
public record Amendment(
    UUID id,
    String poll,
    Instant madeAt,
    String by,
    Kind kind,
    @Nullable SubjectId subject,
    long votes,
    String reason) {
  /** What an amendment is about. */
  public enum Kind {
    /** Votes that should not have counted. */
    VOID,

    /** Votes that should have counted. */
    RESTORE,

    /** Votes that came after the seal. */
    LATE,

    /** Votes whose voter's id was erased; they still count. */
    ERASE,

    /** A backup that has other votes than the result. */
    RECOVER,

    /** Anything else that the host wants to say. */
    NOTE
  }

  /** Checks that nothing is null that must not be. */
  public Amendment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(poll, "poll");
    Objects.requireNonNull(madeAt, "madeAt");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
  }
}
