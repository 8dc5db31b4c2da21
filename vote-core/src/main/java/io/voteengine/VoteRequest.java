package io.voteengine;

import io.voteengine.util.Ids;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One vote to be cast, with its options. Immutable; the methods that set an option return a copy.
 *
 * @param voter who votes
 * @param subject on what
 * @param choice what the voter says
 * @param toggle whether casting the choice the voter already has takes it back
 * @param requestId names this request, so that a retry is recognised; null: the engine makes one
 * @param castAt when the vote was cast, for imports; of two votes of one voter on one subject the
 *     later counts, whatever order they come in. Until its poll is sealed, a vote dated before the
 *     closing time counts, also when it comes after that; one dated at or after it is rejected as
 *     {@link CastResult.Reason#POLL_CLOSED}. Kept to the microsecond; null: now
 * @param variant a label kept in the audit log, such as the arm of an A/B test; an identifier as in
 *     {@link VoterId}, or null
 * @param limitKey what the engine's limit per key counts by, such as the address that the vote came
 *     from; an identifier as in {@link VoterId}, or null: that limit does not apply. Not recorded
 * @param ack when to answer
 * @param deadline by when to answer, more than zero; null: the engine's default for {@code ack}
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
   * @throws IllegalArgumentException when an option is out of range; the message names it
   */
  public VoteRequest {
    Objects.requireNonNull(voter, "voter");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(choice, "choice");
    Objects.requireNonNull(ack, "ack");
    if (toggle && choice == Choice.NONE) {
      throw new IllegalArgumentException("choice to toggle must be UP or DOWN");
    }
    if (castAt != null) {
      castAt = Micros.check("castAt", castAt);
      if (!castAt.isAfter(Instant.EPOCH)) {
        throw new IllegalArgumentException("castAt must be after 1970 began: " + castAt);
      }
    }
    if (variant != null) {
      Ids.check("variant", variant);
    }
    if (limitKey != null) {
      Ids.check("limitKey", limitKey);
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
   * @param choice what the voter says
   * @return the request
   */
  public static VoteRequest cast(VoterId voter, SubjectId subject, Choice choice) {
    return new VoteRequest(
        voter, subject, choice, false, null, null, null, null, Ack.ACCEPTED, null);
  }

  /**
   * A click on an arrow: sets the choice, or takes it back where the voter has it already.
   *
   * @param voter who votes
   * @param subject on what
   * @param choice {@link Choice#UP} or {@link Choice#DOWN}
   * @return the request
   */
  public static VoteRequest toggle(VoterId voter, SubjectId subject, Choice choice) {
    return new VoteRequest(
        voter, subject, choice, true, null, null, null, null, Ack.ACCEPTED, null);
  }

  /**
   * The same vote under a given request id.
   *
   * @param requestId see {@link RequestId}
   * @return the request
   */
  public VoteRequest requestId(RequestId requestId) {
    return new VoteRequest(
        voter, subject, choice, toggle, requestId, castAt, variant, limitKey, ack, deadline);
  }

  /**
   * The same vote with a time of its own, for imports in any order; see {@link #castAt()}.
   *
   * @param castAt after 1970 began, and not in the future
   * @return the request
   */
  public VoteRequest castAt(Instant castAt) {
    return new VoteRequest(
        voter, subject, choice, toggle, requestId, castAt, variant, limitKey, ack, deadline);
  }

  /**
   * The same vote with a label.
   *
   * @param variant see {@link VoteRequest}
   * @return the request
   */
  public VoteRequest variant(String variant) {
    return new VoteRequest(
        voter, subject, choice, toggle, requestId, castAt, variant, limitKey, ack, deadline);
  }

  /**
   * The same vote, limited by a key of the host's as well.
   *
   * @param limitKey see {@link VoteRequest}
   * @return the request
   */
  public VoteRequest limitKey(String limitKey) {
    return new VoteRequest(
        voter, subject, choice, toggle, requestId, castAt, variant, limitKey, ack, deadline);
  }

  /**
   * The same vote, answered at another point.
   *
   * @param ack when to answer
   * @return the request
   */
  public VoteRequest ack(Ack ack) {
    return new VoteRequest(
        voter, subject, choice, toggle, requestId, castAt, variant, limitKey, ack, deadline);
  }

  /**
   * The same vote with another deadline.
   *
   * @param deadline more than zero
   * @return the request
   */
  public VoteRequest deadline(Duration deadline) {
    return new VoteRequest(
        voter, subject, choice, toggle, requestId, castAt, variant, limitKey, ack, deadline);
  }
}
