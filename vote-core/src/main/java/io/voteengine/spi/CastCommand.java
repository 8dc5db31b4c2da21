package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.query.HistoryEntry;
import io.voteengine.util.Micros;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One vote as the store is asked to cast it.
 *
 * @param voter who votes
 * @param subject on what
 * @param choice what the voter says
 * @param toggle whether casting the choice the voter already has means {@link Choice#NONE}
 * @param requestId names the request
 * @param castAt the time that the vote brings along, in microseconds; 0: the store sets it
 * @param kind why the store sees this vote
 * @param seen the highest time that the caller had seen in this partition before the first attempt,
 *     in microseconds; 0: none. The store never sets a time at or below it
 * @param variant a label for the audit log, or null
 * @param content the fingerprint of what was asked for first, from {@link #fingerprint}; two
 *     requests of one id are the same request only if it is equal
 * @param fresh whether the ledger is known not to have the request. Where it is not known, a store
 *     that may have forgotten the request answers {@link CastReply.Missing#REQUEST}
 */
public record CastCommand(
    VoterId voter,
    SubjectId subject,
    Choice choice,
    boolean toggle,
    RequestId requestId,
    long castAt,
    Kind kind,
    long seen,
    @Nullable String variant,
    int content,
    boolean fresh) {

  private static final int HASH_BITS = 13;

  /** Why the store sees a vote. */
  public enum Kind {
    /** The first attempt, or one after attempts that certainly changed nothing. */
    FIRST,
    /**
     * An attempt after one whose outcome is unknown. Where the voter's choice has a time above
     * {@link CastCommand#seen()} and another request id, a newer request overtook this one, and the
     * answer is {@link CastReply.Superseded}: whether or not the first attempt was applied, the
     * newer one decides. The store remembers that answer, so that the first attempt changes nothing
     * should it arrive later still. A vote with a time of its own is ordered by that time instead.
     */
    RETRY,
    /**
     * A vote that was accepted in an earlier epoch, sent again with the time it had then. It passes
     * the limiter, the opening hours and a closed poll (not a sealed one): it was admitted before.
     * Where the voter's choice is newer, it is written to the journal all the same, for the audit
     * log, and changes no count.
     */
    RESENT,
    /**
     * Asks whether the request is known, and writes nothing: the answer is that of any replay, or
     * {@link CastReply.Refused#UNKNOWN_REQUEST}.
     */
    PROBE
  }

  /**
   * A vote that nobody has sent before.
   *
   * @param voter who votes
   * @param subject on what
   * @param choice what the voter says
   * @param toggle whether it takes back a choice that the voter has already
   * @param requestId names the request
   * @param castAt the time that the vote brings along, in microseconds; 0: the store sets it
   * @param seen see {@link #seen()}
   * @param variant a label for the audit log, or null
   * @param fresh see {@link #fresh()}
   * @return the command of its first attempt
   */
  public static CastCommand first(
      VoterId voter,
      SubjectId subject,
      Choice choice,
      boolean toggle,
      RequestId requestId,
      long castAt,
      long seen,
      @Nullable String variant,
      boolean fresh) {
    int content = fingerprint(choice, toggle, castAt, variant);
    return new CastCommand(
        voter,
        subject,
        choice,
        toggle,
        requestId,
        castAt,
        Kind.FIRST,
        seen,
        variant,
        content,
        fresh);
  }

  /**
   * The fingerprint of what a request asks for; its voter and subject are known where it is kept.
   * The same on every machine. Choice and toggle are in it exactly, time and variant as 13 bits of
   * a hash.
   *
   * @param choice what the voter says
   * @param toggle whether it takes back a choice that the voter has already
   * @param castAt the time that the vote brings along, in microseconds; 0: none
   * @param variant a label for the audit log, or null
   * @return 16 bits, never 0
   */
  public static int fingerprint(
      Choice choice, boolean toggle, long castAt, @Nullable String variant) {
    int asked = 1 + 2 * choice.ordinal() + (toggle ? 1 : 0);
    int hash = 31 * Long.hashCode(castAt) + Objects.hashCode(variant);
    int folded = hash ^ (hash >>> HASH_BITS) ^ (hash >>> (2 * HASH_BITS));
    return (asked << HASH_BITS) | (folded & ((1 << HASH_BITS) - 1));
  }

  /**
   * Whether a vote in the audit log can be of this request: the same choice, or what a toggle makes
   * of it; the same time, if one was asked for; the same variant.
   *
   * @param vote an entry under the same id, voter and subject
   * @return true where nothing tells them apart
   */
  public boolean isRequestOf(HistoryEntry vote) {
    return (vote.choice() == choice || (toggle && vote.choice() == Choice.NONE))
        && (castAt == 0 || castAt == Micros.of(vote.castAt()))
        && Objects.equals(variant, vote.variant());
  }

  /**
   * The same vote, seen for another reason.
   *
   * @param otherKind why
   * @return the command
   */
  public CastCommand as(Kind otherKind) {
    return new CastCommand(
        voter, subject, choice, toggle, requestId, castAt, otherKind, seen, variant, content,
        fresh);
  }

  /**
   * The same vote, and whether the ledger is known not to have it.
   *
   * @param isFresh see {@link #fresh()}
   * @return the command
   */
  public CastCommand fresh(boolean isFresh) {
    return new CastCommand(
        voter, subject, choice, toggle, requestId, castAt, kind, seen, variant, content, isFresh);
  }

  /**
   * How to send the vote again once it was accepted.
   *
   * @param accepted the choice that it led to
   * @param acceptedAt the time that it was given, in microseconds
   * @return a command that sets this choice, at this time
   */
  public CastCommand resent(Choice accepted, long acceptedAt) {
    return new CastCommand(
        voter,
        subject,
        accepted,
        false,
        requestId,
        acceptedAt,
        Kind.RESENT,
        0,
        variant,
        content,
        true);
  }
}
