package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.query.HistoryEntry;
import io.voteengine.util.Micros;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The command to a store to cast one vote.
 *
 * @param voter who votes
 * @param subject on what
 * @param choice the choice to set
 * @param toggle whether casting the choice that the voter already has means {@link Choice#NONE}
 * @param requestId identifies the request
 * @param castAt the vote's own time, in microseconds; 0: the store sets it
 * @param kind why the vote is sent to the store
 * @param seen the highest time that the caller had seen in this partition before the first attempt,
 *     in microseconds; 0: none. The store never sets a time at or below it
 * @param variant a label for the audit log, or null
 * @param content the fingerprint of the original request, from {@link #fingerprint}; two requests
 *     with one id are the same request only if their fingerprints are equal
 * @param fresh whether the ledger is known not to have the request. If this is false, a store that
 *     may have forgotten the request answers {@link CastReply.Missing#REQUEST}
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

  /**
   * Stands in the place of the {@linkplain #fingerprint fingerprint} where a request took back a
   * choice on another subject than its own. No request has it.
   */
  public static final int MOVED = 7 << HASH_BITS;

  /** The reason why a vote is sent to the store. */
  public enum Kind {
    /** The first attempt, or one after attempts that certainly changed nothing. */
    FIRST,
    /**
     * An attempt after one whose outcome is unknown. If the voter's choice has a time above {@link
     * CastCommand#seen()} and another request id, a newer request overtook this one. The answer is
     * then {@link CastReply.Superseded}: the newer request decides, whether or not the first
     * attempt was applied. The store remembers that answer, so that the first attempt changes
     * nothing if it arrives later still. A vote with a time of its own is ordered by that time
     * instead.
     */
    RETRY,
    /**
     * A vote that was accepted in an earlier epoch and is sent again with the time that it had
     * then. Because it was accepted before, the rate limit, a full backlog, the opening time and a
     * closed poll do not stop it; a sealed poll does. If the voter's choice is newer, the vote is
     * still written to the journal, for the audit log, and changes no count.
     */
    RESENT,
    /**
     * Asks whether the request is known, and writes nothing: the answer is that of any replay, or
     * {@link CastReply.Refused#UNKNOWN_REQUEST}.
     */
    PROBE
  }

  /**
   * Returns the command for the first attempt of a vote.
   *
   * @param voter who votes
   * @param subject on what
   * @param choice the choice to set
   * @param toggle whether it retracts a choice that the voter already has
   * @param requestId identifies the request
   * @param castAt the vote's own time, in microseconds; 0: the store sets it
   * @param seen see {@link #seen()}
   * @param variant a label for the audit log, or null
   * @param fresh see {@link #fresh()}
   * @return the command
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
   * Returns the fingerprint of a request's content. It does not include voter and subject, which
   * are known where the fingerprint is kept. It is the same on every machine. It contains choice
   * and toggle exactly, and time and variant as 13 bits of a hash.
   *
   * @param choice the choice to set
   * @param toggle whether it retracts a choice that the voter already has
   * @param castAt the vote's own time, in microseconds; 0: none
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
   * Returns whether a vote in the audit log can be this request: it has the same choice (or the one
   * that a toggle leads to), the same time if the request had one, and the same variant.
   *
   * @param vote an entry with the same request id, voter and subject
   * @return true when nothing distinguishes the two
   */
  public boolean isRequestOf(HistoryEntry vote) {
    return (vote.choice() == choice || (toggle && vote.choice() == Choice.NONE))
        && (castAt == 0 || castAt == Micros.of(vote.castAt()))
        && Objects.equals(variant, vote.variant());
  }

  /**
   * Returns a copy of this command with another kind.
   *
   * @param otherKind why the vote is sent
   * @return the command
   */
  public CastCommand as(Kind otherKind) {
    return with(it -> it.kind = otherKind);
  }

  /**
   * Returns a copy of this command with another value of {@link #fresh()}.
   *
   * @param isFresh see {@link #fresh()}
   * @return the command
   */
  public CastCommand fresh(boolean isFresh) {
    return with(it -> it.fresh = isFresh);
  }

  /**
   * Returns the command that sends this vote again after it was accepted.
   *
   * @param accepted the choice that it led to
   * @param acceptedAt the time that the store gave it, in microseconds
   * @return a command that sets this choice, at this time
   */
  public CastCommand resent(Choice accepted, long acceptedAt) {
    return with(
        it -> {
          it.choice = accepted;
          it.toggle = false;
          it.castAt = acceptedAt;
          it.kind = Kind.RESENT;
          it.seen = 0;
          it.fresh = true;
        });
  }

  private CastCommand with(Consumer<Changeable> change) {
    Changeable parts = new Changeable(this);
    change.accept(parts);
    return parts.applied(this);
  }

  /** What differs between the commands of one request, while a copy is made. */
  private static final class Changeable {
    Choice choice;
    boolean toggle;
    long castAt;
    Kind kind;
    long seen;
    boolean fresh;

    Changeable(CastCommand command) {
      choice = command.choice;
      toggle = command.toggle;
      castAt = command.castAt;
      kind = command.kind;
      seen = command.seen;
      fresh = command.fresh;
    }

    CastCommand applied(CastCommand to) {
      return new CastCommand(
          to.voter,
          to.subject,
          choice,
          toggle,
          to.requestId,
          castAt,
          kind,
          seen,
          to.variant,
          to.content,
          fresh);
    }
  }
}
