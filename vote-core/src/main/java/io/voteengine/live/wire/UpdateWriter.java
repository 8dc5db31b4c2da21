package io.voteengine.live.wire;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveUpdate;
import io.voteengine.poll.Visibility;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes updates as frames. What many readers get is short; the rest has names. */
final class UpdateWriter {
  private final FrameJson json;

  UpdateWriter(FrameJson json) {
    this.json = json;
  }

  String write(LiveUpdate update) {
    if (update instanceof LiveUpdate.Counts counts) {
      return json.frame("u", out -> writeCounts(out, counts));
    } else if (update instanceof LiveUpdate.OwnChoice own) {
      return json.frame("own", out -> writeOwn(out, own));
    } else if (update instanceof LiveUpdate.VoteWithdrawn withdrawn) {
      return json.frame("withdrawn", out -> writeWithdrawn(out, withdrawn));
    } else if (update instanceof LiveUpdate.Reconciled reconciled) {
      return json.frame(
          "reconciled",
          out -> {
            startSubject(out, reconciled.subject());
            out.writeString(reconciled.cause().name()).writeEndArray();
          });
    } else if (update instanceof LiveUpdate.PollState state) {
      boolean present = state.occasion() == LiveUpdate.PollState.Occasion.SNAPSHOT;
      return json.frame(present ? "poll" : "deadline", out -> writeState(out, state));
    } else if (update instanceof LiveUpdate.Leaderboard board) {
      return json.frame("leaderboard", out -> writeLeaderboard(out, board));
    }
    LiveUpdate.Payload payload = (LiveUpdate.Payload) update;
    return json.frame("data", out -> writePayload(out, payload));
  }

  String subjectFrame(String kind, SubjectId subject, long count) {
    return json.frame(
        kind,
        out -> {
          startSubject(out, subject);
          out.writeNumber(count).writeEndArray();
        });
  }

  private static void writeCounts(JsonGenerator out, LiveUpdate.Counts counts) {
    Tally tally = counts.tally();
    startSubject(out, counts.subject());
    if (tally.isHidden()) {
      out.writeEndArray();
      return;
    }
    out.writeNumber(tally.up()).writeNumber(tally.down());
    out.writeNumber(tally.epoch()).writeNumber(tally.version());
    if (!counts.exact()) {
      out.writeNumber(0);
    }
    out.writeEndArray();
  }

  private static void writeOwn(JsonGenerator out, LiveUpdate.OwnChoice own) {
    startSubject(out, own.subject());
    out.writeString(own.choice().name());
    KnownVersion version = own.version();
    if (version != null) {
      out.writeNumber(version.epoch()).writeNumber(version.version());
    }
    out.writeEndArray();
  }

  private static void writeWithdrawn(JsonGenerator out, LiveUpdate.VoteWithdrawn withdrawn) {
    out.writeStartObject().writeName("subject");
    startSubject(out, withdrawn.subject());
    out.writeEndArray();
    writeText(out, "request", withdrawn.requestId().toString());
    writeText(out, "choice", withdrawn.choice().name());
    writeText(out, "reason", withdrawn.reason().name());
    out.writeEndObject();
  }

  private static void writeState(JsonGenerator out, LiveUpdate.PollState state) {
    Poll poll = state.poll();
    out.writeStartObject();
    writeText(out, "poll", poll.name());
    writeText(out, "stage", state.stage().name());
    writeText(out, "occasion", state.occasion().name());
    out.writeName("choices").writeStartArray();
    // In the order of the enum, so that the same state always reads the same.
    Arrays.stream(Choice.values())
        .filter(poll.choices()::contains)
        .forEach(choice -> out.writeString(choice.name()));
    out.writeEndArray();
    if (poll.visibility() != Visibility.ALWAYS) {
      writeText(out, "visibility", poll.visibility().name());
    }
    writeMoment(out, "opensAt", poll.opensAt());
    writeMoment(out, "closesAt", poll.closesAt());
    out.writeEndObject();
  }

  private static void writeLeaderboard(JsonGenerator out, LiveUpdate.Leaderboard board) {
    out.writeStartObject();
    writeText(out, "poll", board.poll());
    writeText(out, "ranking", board.ranking().name());
    out.writeName("limit").writeNumber(board.limit());
    out.writeName("entries").writeStartArray();
    board
        .entries()
        .forEach(
            entry -> {
              Tally tally = entry.tally();
              out.writeStartArray().writeString(entry.subject().key());
              out.writeNumber(tally.up()).writeNumber(tally.down());
              out.writeNumber(tally.epoch()).writeNumber(tally.version());
              out.writeNumber(entry.value()).writeEndArray();
            });
    out.writeEndArray().writeEndObject();
  }

  private void writePayload(JsonGenerator out, LiveUpdate.Payload payload) {
    out.writeStartObject();
    writeText(out, "channel", payload.channel());
    writeMoment(out, "at", payload.publishedAt());
    out.writeName("data");
    json.writePayload(out, payload.json());
    out.writeEndObject();
  }

  private static void startSubject(JsonGenerator out, SubjectId subject) {
    out.writeStartArray().writeString(subject.poll()).writeString(subject.key());
  }

  static void writeText(JsonGenerator out, String name, @Nullable String text) {
    if (text != null) {
      out.writeName(name).writeString(text);
    }
  }

  static void writeMoment(JsonGenerator out, String name, @Nullable Instant moment) {
    if (moment != null) {
      out.writeName(name).writeNumber(moment.toEpochMilli());
    }
  }

  static Consumer<JsonGenerator> object(Consumer<JsonGenerator> members) {
    return out -> {
      out.writeStartObject();
      members.accept(out);
      out.writeEndObject();
    };
  }
}
