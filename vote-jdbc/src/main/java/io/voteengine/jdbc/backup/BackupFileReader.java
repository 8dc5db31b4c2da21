package io.voteengine.jdbc.backup;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.spi.VoteKey;
import io.voteengine.util.Micros;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a poll's file and checks everything: each line is complete and allowed, votes are in order
 * and occur once, and counts and digest match the header and the trailer.
 */
final class BackupFileReader {
  private final BackupFileLines lines;
  private final Poll poll;
  private final Instant takenAt;
  private final BackupSum.Total announced;
  private final BackupSum sum = new BackupSum();
  private @Nullable BackupVote last;
  private BackupSum.@Nullable Total total;

  /** The latest time at which a vote may have been cast, in microseconds. */
  private final long latest;

  private BackupFileReader(InputStream in, long latest) throws IOException {
    this.latest = latest;
    this.lines = new BackupFileLines(in);
    JsonFields header = lines.read("a header");
    try {
      if (!header.has("format") || !header.text("format").equals(BackupFormat.FORMAT)) {
        throw new IllegalArgumentException("this is no header of a poll's file");
      }
      if (header.number("version") != BackupFormat.VERSION) {
        throw new IllegalArgumentException(
            "its version is %d, and this library knows only %d: use a newer one"
                .formatted(header.number("version"), BackupFormat.VERSION));
      }
      header.allow("format", "version", "poll", "takenAt", "votes", "subjects", "up", "down");
      poll = BackupFormat.poll(new JsonFields(header.get("poll")));
      takenAt = Instant.parse(header.text("takenAt"));
      refuseOutOfRange("takenAt", Micros.of(takenAt));
      announced =
          new BackupSum.Total(
              header.number("votes"),
              header.number("subjects"),
              header.number("up"),
              header.number("down"),
              "");
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw lines.damaged(e.getMessage(), e);
    }
  }

  /**
   * Reads the header.
   *
   * @param latest the latest time at which a vote may have been cast, in microseconds: a vote from
   *     the future would make every later one seem older
   */
  static BackupFileReader open(InputStream in, long latest) throws IOException {
    return new BackupFileReader(in, latest);
  }

  Poll poll() {
    return poll;
  }

  Instant takenAt() {
    return takenAt;
  }

  /** Returns the next votes; none after the last, when all has been checked. */
  List<BackupVote> next(int limit) throws IOException {
    List<BackupVote> votes = new ArrayList<>();
    while (total == null && votes.size() < limit) {
      JsonFields fields = lines.read("a trailer: the file was cut off");
      try {
        if (fields.has("digest")) {
          total = end(fields);
        } else {
          votes.add(vote(fields));
        }
      } catch (IllegalArgumentException e) {
        throw lines.damaged(e.getMessage(), e);
      }
    }
    return votes;
  }

  /** Returns the counts and digest of all votes. Only after the last one. */
  BackupSum.Total total() {
    if (total == null) {
      throw new IllegalStateException("the file has not been read to its end");
    }
    return total;
  }

  private static Choice choice(String text) {
    return Stream.of(Choice.values())
        .filter(choice -> choice.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no choice '" + text + "'"));
  }

  private BackupVote vote(JsonFields fields) {
    fields.allow("subject", "voter", "choice", "castAt", "requestId");
    Choice choice = choice(fields.text("choice"));
    if (choice != Choice.NONE && !poll.choices().contains(choice)) {
      throw new IllegalArgumentException("the poll does not allow the choice " + choice);
    }
    long castAt = fields.number("castAt");
    refuseOutOfRange("castAt", castAt);
    VoteKey key =
        new VoteKey(
            SubjectId.of(poll.name(), fields.text("subject")), VoterId.of(fields.text("voter")));
    BackupVote vote =
        new BackupVote(
            key, new VoteRow(choice, castAt, RequestId.parse(fields.text("requestId")), true));
    int order = last == null ? 1 : vote.compareTo(last);
    if (order == 0) {
      throw new IllegalArgumentException("the voter's vote on the subject is there twice");
    }
    if (order < 0) {
      throw new IllegalArgumentException(
          "it is out of order: votes are sorted by the bytes of subject, then voter");
    }
    last = vote;
    sum.add(vote, vote.line());
    return vote;
  }

  private void refuseOutOfRange(String field, long micros) {
    if (micros < 0 || micros > latest) {
      throw new IllegalArgumentException(
          "its \"%s\" must be from 1970 to the present: %d".formatted(field, micros));
    }
  }

  private BackupSum.Total end(JsonFields trailer) throws IOException {
    trailer.allow("votes", "digest");
    BackupSum.Total found = sum.total();
    if (trailer.number("votes") != found.votes() || announced.votes() != found.votes()) {
      throw new IllegalArgumentException(
          "there are %d votes, where the header says %d and the trailer %d"
              .formatted(found.votes(), announced.votes(), trailer.number("votes")));
    }
    if (!trailer.text("digest").equals(found.digest())) {
      throw new IllegalArgumentException(
          "the votes are not those that were written: their digest is %s, not %s"
              .formatted(found.digest(), trailer.text("digest")));
    }
    BackupSum.Total header =
        new BackupSum.Total(
            announced.votes(),
            announced.subjects(),
            announced.up(),
            announced.down(),
            found.digest());
    if (!header.equals(found)) {
      throw new IllegalArgumentException(
          "the header's counts are wrong: it says %s, and the votes are %s"
              .formatted(header, found));
    }
    if (lines.more()) {
      throw new IllegalArgumentException("something follows the trailer");
    }
    return found;
  }
}
