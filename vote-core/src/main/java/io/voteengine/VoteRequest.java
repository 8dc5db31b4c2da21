package io.voteengine;

import io.voteengine.util.IdRules;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A vote to be cast, with its options. Immutable: the methods that set an option return a copy.
 *
 * @param voter who votes
 * @param subject on what
 * @param choice the choice to set
 * @param toggle whether casting the choice that the voter already has retracts it
 * @param requestId identifies this request, so that a retry is recognised; null: the engine makes
 *     one
 * @param castAt when the vote was cast, for imports; null: now. Kept to the microsecond. If one
 *     voter cast two votes on one subject, the later one counts, in whatever order they arrive. A
 *     vote dated before the closing time counts even if it arrives after it, until the poll is
 *     sealed; a vote dated at or after the closing time is rejected with {@link
 *     CastResult.Reason#POLL_CLOSED}
 * @param variant a label kept in the audit log, such as the arm of an A/B test; an identifier as in
 *     {@link VoterId}, or null
 * @param limitKey the key of the engine's limit per key, such as the address that the vote came
 *     from; an identifier as in {@link VoterId}, or null: that limit does not apply. Not recorded
 * @param ack when to answer
 * @param deadline the time within which the engine answers, more than zero; null: the engine's
 *     default for {@code ack}
 */
public record VoteRequest(
    VoterId voter,
    SubjectId subject,
    Choice choice,
    boolean toggle,
    @Nullable RequestId requestId,
    @Nullable Instant castAt,
    @Nullable String variant,
    @Nullable String limitKey,
    Ack ack,
    @Nullable Duration deadline) {

  /**
   * Checks the options.
   *
   * @throws InvalidInputException when an id breaks the rules of {@link VoterId}, or when the
   *     choice to toggle is {@link Choice#NONE}
   * @throws IllegalArgumentException when another option is out of range; the message names it
   */
  public VoteRequest {
    Objects.requireNonNull(voter, "voter");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(choice, "choice");
    Objects.requireNonNull(ack, "ack");
    if (toggle && choice == Choice.NONE) {
      throw new InvalidInputException("choice", "to toggle must be UP or DOWN");
    }
    if (castAt != null) {
      castAt = Micros.check("castAt", castAt);
      if (!castAt.isAfter(Instant.EPOCH)) {
        throw new IllegalArgumentException("castAt must be after 1970 began: " + castAt);
      }
    }
    if (variant != null) {
      IdRules.check("variant", variant);
    }
    if (limitKey != null) {
      IdRules.check("limitKey", limitKey);
    }
    if (deadline != null && (deadline.isZero() || deadline.isNegative())) {
      throw new IllegalArgumentException("deadline must be more than zero: " + deadline);
    }
  }

  /**
   * Sets a voter's choice; {@link Choice#NONE} retracts it.
   *
   * @param voter who votes
   * @param subject on what
   * @param choice the choice to set
   * @return the request
   */
  public static VoteRequest cast(VoterId voter, SubjectId subject, Choice choice) {
    return of(voter, subject, choice, false);
  }

  /**
   * Sets a voter's choice, or retracts it if the voter already has it, as a click on an arrow does.
   *
   * @param voter who votes
   * @param subject on what
   * @param choice {@link Choice#UP} or {@link Choice#DOWN}
   * @return the request
   */
  public static VoteRequest toggle(VoterId voter, SubjectId subject, Choice choice) {
    return of(voter, subject, choice, true);
  }

  private static VoteRequest of(VoterId voter, SubjectId subject, Choice choice, boolean toggle) {
    return new VoteRequest(
        voter, subject, choice, toggle, null, null, null, null, Ack.ACCEPTED, null);
  }

  /**
   * Returns a copy of this request with the given request id.
   *
   * @param requestId see {@link RequestId}
   * @return the request
   */
  public VoteRequest requestId(RequestId requestId) {
    return with(it -> it.requestId = requestId);
  }

  /**
   * Returns a copy of this request with a time of its own, for imports in any order; see {@link
   * #castAt()}.
   *
   * @param castAt later than 1970-01-01T00:00Z, and not in the future
   * @return the request
   */
  public VoteRequest castAt(Instant castAt) {
    return with(it -> it.castAt = castAt);
  }

  /**
   * Returns a copy of this request with a label.
   *
   * @param variant see {@link VoteRequest}
   * @return the request
   */
  public VoteRequest variant(String variant) {
    return with(it -> it.variant = variant);
  }

  /**
   * Returns a copy of this request that the engine's limit per key also limits.
   *
   * @param limitKey see {@link VoteRequest}
   * @return the request
   */
  public VoteRequest limitKey(String limitKey) {
    return with(it -> it.limitKey = limitKey);
  }

  /**
   * Returns a copy of this request that is answered at another point.
   *
   * @param ack when to answer
   * @return the request
   */
  public VoteRequest ack(Ack ack) {
    return with(it -> it.ack = ack);
  }

  /**
   * Returns a copy of this request with another deadline.
   *
   * @param deadline more than zero
   * @return the request
   */
  public VoteRequest deadline(Duration deadline) {
    return with(it -> it.deadline = deadline);
  }

  private VoteRequest with(Consumer<Options> change) {
    Options options = new Options(this);
    change.accept(options);
    return options.applied(this);
  }

  /** The options of a request while a copy of it is made. */
  private static final class Options {
    @Nullable RequestId requestId;
    @Nullable Instant castAt;
    @Nullable String variant;
    @Nullable String limitKey;
    Ack ack;
    @Nullable Duration deadline;

    Options(VoteRequest request) {
      requestId = request.requestId;
      castAt = request.castAt;
      variant = request.variant;
      limitKey = request.limitKey;
      ack = request.ack;
      deadline = request.deadline;
    }

    VoteRequest applied(VoteRequest to) {
      return new VoteRequest(
          to.voter,
          to.subject,
          to.choice,
          to.toggle,
          requestId,
          castAt,
          variant,
          limitKey,
          ack,
          deadline);
    }
  }
}
