package io.voteengine.tck.testing;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastCommand.Kind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the commands of tests: a plain first attempt, and changes to it. */
public final class Vote {
  private Vote() {}

  public static CastCommand of(VoterId voter, SubjectId subject, Choice choice) {
    return CastCommand.first(
        voter, subject, choice, false, RequestId.of(UUID.randomUUID()), 0, 0, null, true);
  }

  public static CastCommand toggled(CastCommand c) {
    return with(c, true, c.requestId(), c.castAt(), c.seen(), c.variant());
  }

  public static CastCommand by(RequestId id, CastCommand c) {
    return with(c, c.toggle(), id, c.castAt(), c.seen(), c.variant());
  }

  public static CastCommand at(long castAt, CastCommand c) {
    return with(c, c.toggle(), c.requestId(), castAt, c.seen(), c.variant());
  }

  public static CastCommand seen(long seen, CastCommand c) {
    return with(c, c.toggle(), c.requestId(), c.castAt(), seen, c.variant());
  }

  public static CastCommand labelled(String variant, CastCommand c) {
    return with(c, c.toggle(), c.requestId(), c.castAt(), c.seen(), variant);
  }

  public static CastCommand choosing(Choice choice, CastCommand c) {
    return CastCommand.first(
        c.voter(),
        c.subject(),
        choice,
        c.toggle(),
        c.requestId(),
        c.castAt(),
        c.seen(),
        c.variant(),
        c.fresh());
  }

  /** With an id that the host set, so that the ledger may know it. */
  public static CastCommand named(CastCommand c) {
    return c.fresh(false);
  }

  public static CastCommand retried(CastCommand c) {
    return c.as(Kind.RETRY);
  }

  public static CastCommand probed(CastCommand c) {
    return c.as(Kind.PROBE);
  }

  public static CastCommand resent(long castAt, CastCommand c) {
    return c.resent(c.choice(), castAt);
  }

  private static CastCommand with(
      CastCommand c,
      boolean toggle,
      RequestId id,
      long castAt,
      long seen,
      @Nullable String variant) {
    return CastCommand.first(
            c.voter(), c.subject(), c.choice(), toggle, id, castAt, seen, variant, c.fresh())
        .as(c.kind());
  }
}
