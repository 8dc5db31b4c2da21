package io.voteengine.redis.read;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Unpacker;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Translates the answers of the scripts that read. */
final class ReadCodec {
  private static final int NOT_HELD = 0;
  private static final int CHOICE_UNKNOWN = 1;
  private static final int DRAINING = 3;

  private ReadCodec() {}

  static ReadReply subjects(Term term, List<SubjectId> subjects, List<Object> reply) {
    if (Replies.isWrongEpoch(reply)) {
      return ReadReply.Refused.WRONG_EPOCH;
    }
    List<SubjectView> views = new ArrayList<>();
    Set<SubjectId> noSubject = new HashSet<>();
    Set<SubjectId> draining = new HashSet<>();
    Set<SubjectId> noVote = new HashSet<>();
    for (int i = 0; i < subjects.size(); i++) {
      SubjectId subject = subjects.get(i);
      Unpacker in = new Unpacker((byte[]) reply.get(i + 1));
      int code = in.u8();
      if (code == NOT_HELD) {
        noSubject.add(subject);
      } else if (code == DRAINING) {
        draining.add(subject);
      } else {
        if (code == CHOICE_UNKNOWN) {
          noVote.add(subject);
        }
        Choice choice = in.choice();
        views.add(new SubjectView(subject, tally(in, term), choice, true));
      }
    }
    return new ReadReply.Read(views, noSubject, draining, noVote, (Long) reply.get(0));
  }

  static List<SubjectView> top(Term term, List<Object> reply) {
    List<SubjectView> views = new ArrayList<>();
    for (int i = 0; i < reply.size() && !Replies.isWrongEpoch(reply); i += 2) {
      SubjectId subject = Keys.subject(Replies.required(reply, i));
      Unpacker in = new Unpacker((byte[]) reply.get(i + 1));
      views.add(new SubjectView(subject, tally(in, term), Choice.NONE, true));
    }
    return views;
  }

  static Optional<VoteSnapshot> vote(SubjectId subject, VoterId voter, List<Object> reply) {
    return reply.get(0) instanceof byte[] vote
        ? Optional.of(snapshot(subject, voter, new Unpacker(vote)))
        : Optional.empty();
  }

  private static VoteSnapshot snapshot(SubjectId subject, VoterId voter, Unpacker in) {
    Choice choice = in.choice();
    long castAt = in.u56();
    return new VoteSnapshot(subject, voter, choice, castAt, in.hasMore() ? in.request() : null);
  }

  private static Tally tally(Unpacker in, Term term) {
    long up = in.i56();
    long down = in.i56();
    return new Tally(up, down, term.epoch(), in.u56());
  }
}
