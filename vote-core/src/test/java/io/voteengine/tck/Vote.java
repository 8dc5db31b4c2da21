package io.voteengine.tck;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastCommand.Kind;
import java.util.UUID;

/** Writes the commands of tests: a plain first attempt, and ways to make it another. */
final class Vote {
  private Vote() {}

  static CastCommand of(VoterId voter, SubjectId subject, Choice choice) {
    return new CastCommand(
        voter, subject, choice, false, RequestId.of(UUID.randomUUID()), 0, Kind.FIRST, 0, null);
  }

  static CastCommand toggled(CastCommand c) {
    return new CastCommand(
        c.voter(),
        c.subject(),
        c.choice(),
        true,
        c.requestId(),
        c.castAt(),
        c.kind(),
        c.seen(),
        c.variant());
  }

  static CastCommand by(RequestId id, CastCommand c) {
    return new CastCommand(
        c.voter(),
        c.subject(),
        c.choice(),
        c.toggle(),
        id,
        c.castAt(),
        c.kind(),
        c.seen(),
        c.variant());
  }

  static CastCommand at(long castAt, CastCommand c) {
    return new CastCommand(
        c.voter(),
        c.subject(),
        c.choice(),
        c.toggle(),
        c.requestId(),
        castAt,
        c.kind(),
        c.seen(),
        c.variant());
  }

  static CastCommand seen(long seen, CastCommand c) {
    return new CastCommand(
        c.voter(),
        c.subject(),
        c.choice(),
        c.toggle(),
        c.requestId(),
        c.castAt(),
        c.kind(),
        seen,
        c.variant());
  }

  static CastCommand retried(CastCommand c) {
    return as(Kind.RETRY, c);
  }

  static CastCommand resent(long castAt, CastCommand c) {
    return at(castAt, as(Kind.RESENT, c));
  }

  static CastCommand as(Kind kind, CastCommand c) {
    return new CastCommand(
        c.voter(),
        c.subject(),
        c.choice(),
        c.toggle(),
        c.requestId(),
        c.castAt(),
        kind,
        c.seen(),
        c.variant());
  }

  static CastCommand labelled(String variant, CastCommand c) {
    return new CastCommand(
        c.voter(),
        c.subject(),
        c.choice(),
        c.toggle(),
        c.requestId(),
        c.castAt(),
        c.kind(),
        c.seen(),
        variant);
  }
}
