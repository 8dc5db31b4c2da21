package io.voteengine.jdbc.backup.file;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.spi.VoteKey;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the votes of a poll's file: each is allowed by the poll, and comes after the one before.
 */
final class FileVotes {
  private final Poll poll;
  private final KnownTimes times;
  private @Nullable BackupVote last;

  FileVotes(Poll poll, KnownTimes times) {
    this.poll = poll;
    this.times = times;
  }

  BackupVote read(JsonFields fields) {
    fields.allow("subject", "voter", "choice", "castAt", "requestId");
    Choice choice = choice(fields.text("choice"));
    if (choice != Choice.NONE && !poll.choices().contains(choice)) {
      throw new IllegalArgumentException("the poll does not allow the choice " + choice);
    }
    long castAt = fields.number("castAt");
    times.refuseOther("castAt", castAt);
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
    return vote;
  }

  private static Choice choice(String text) {
    return Stream.of(Choice.values())
        .filter(choice -> choice.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no choice '" + text + "'"));
  }
}
