package io.voteengine.live.wire;

import static io.voteengine.live.wire.FrameReader.expect;

import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.live.Interest;
import io.voteengine.live.KnownVersion;
import io.voteengine.ranking.Ranking;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the lists of topics in a client's frame. */
final class TopicsReader {
  private final JsonParser in;
  private final List<Interest> interests = new ArrayList<>();
  private final Set<SubjectId> votes = new LinkedHashSet<>();

  TopicsReader(JsonParser in) {
    this.in = in;
  }

  Topics topics() {
    return new Topics(interests, votes);
  }

  /** Reads the member at the position of the parser, or returns false if it names no topics. */
  boolean read(String name) {
    switch (name) {
      case "subjects" -> each(name, () -> interests.add(subject()));
      case "votes" -> each(name, () -> votes.add(id()));
      case "polls" -> each(name, () -> interests.add(Interest.poll(text("poll"))));
      case "states" -> each(name, () -> interests.add(Interest.pollState(text("poll"))));
      case "leaderboards" -> each(name, () -> interests.add(leaderboard()));
      case "channels" -> each(name, () -> interests.add(Interest.channel(text("channel"))));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void each(String list, Runnable element) {
    expect(in, in.currentToken(), JsonToken.START_ARRAY, list, "must be an array");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  private Interest subject() {
    SubjectId subject = openId();
    JsonToken next = in.nextToken();
    KnownVersion known = null;
    if (next != JsonToken.END_ARRAY) {
      long epoch = number(next, "epoch");
      known = new KnownVersion(epoch, number(in.nextToken(), "version"));
      skipRest();
    }
    return new Interest.InSubject(subject, known);
  }

  private SubjectId id() {
    SubjectId subject = openId();
    skipRest();
    return subject;
  }

  private SubjectId openId() {
    startArray("subject");
    return SubjectId.of(nextText("poll"), nextText("subject"));
  }

  private Interest leaderboard() {
    startArray("leaderboard");
    String poll = nextText("poll");
    Ranking ranking = ranking(nextText("ranking"));
    long limit = number(in.nextToken(), "limit");
    skipRest();
    // A number that does not fit is out of the range that the interest checks.
    return Interest.leaderboard(poll, ranking, (int) Math.min(limit, Integer.MAX_VALUE));
  }

  private static Ranking ranking(String name) {
    for (Ranking ranking : Ranking.values()) {
      if (ranking.name().equals(name)) {
        return ranking;
      }
    }
    throw new InvalidInputException("ranking", "is not known");
  }

  private void startArray(String field) {
    expect(in, in.currentToken(), JsonToken.START_ARRAY, field, "must be an array");
  }

  /** A later version may append elements. */
  private void skipRest() {
    while (in.nextToken() != JsonToken.END_ARRAY) {
      in.skipChildren();
    }
  }

  private String nextText(String field) {
    in.nextToken();
    return text(field);
  }

  private String text(String field) {
    expect(in, in.currentToken(), JsonToken.VALUE_STRING, field, "must be a string");
    return in.getString();
  }

  private long number(@Nullable JsonToken token, String field) {
    expect(in, token, JsonToken.VALUE_NUMBER_INT, field, "must be a whole number");
    return in.getLongValue();
  }
}
