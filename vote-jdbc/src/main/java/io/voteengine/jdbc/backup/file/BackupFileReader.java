package io.voteengine.jdbc.backup.file;

import io.voteengine.Poll;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a poll's file and checks everything: each line is complete and allowed, votes are in order
 * and occur once, and counts and digest match the header and the trailer.
 */
public final class BackupFileReader {
  private final BackupFileLines lines;
  private final FileHeader header;
  private final FileVotes votes;
  private final BackupSum sum = new BackupSum();
  private BackupSum.@Nullable Total total;

  private BackupFileReader(InputStream in, KnownTimes times) throws IOException {
    this.lines = new BackupFileLines(in);
    JsonFields fields = lines.read("a header");
    try {
      header = FileHeader.read(fields, times);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw lines.damaged(e.getMessage(), e);
    }
    this.votes = new FileVotes(header.poll(), times);
  }

  /**
   * Reads the header.
   *
   * @param latest the latest time at which a vote may have been cast, in microseconds: a vote from
   *     the future would make every later one seem older
   */
  public static BackupFileReader open(InputStream in, long latest) throws IOException {
    return new BackupFileReader(in, new KnownTimes(latest));
  }

  public Poll poll() {
    return header.poll();
  }

  public Instant takenAt() {
    return header.takenAt();
  }

  /** Returns the next votes; none after the last, when all has been checked. */
  public List<BackupVote> next(int limit) throws IOException {
    List<BackupVote> next = new ArrayList<>();
    while (total == null && next.size() < limit) {
      JsonFields fields = lines.read("a trailer: the file was cut off");
      try {
        if (fields.has("digest")) {
          total = end(fields);
        } else {
          BackupVote vote = votes.read(fields);
          sum.add(vote, vote.line());
          next.add(vote);
        }
      } catch (IllegalArgumentException e) {
        throw lines.damaged(e.getMessage(), e);
      }
    }
    return next;
  }

  private BackupSum.Total end(JsonFields trailer) throws IOException {
    BackupSum.Total found = sum.total();
    FileTrailer.check(trailer, header.announced(), found);
    if (lines.more()) {
      throw new IllegalArgumentException("something follows the trailer");
    }
    return found;
  }

  /** Returns the counts and digest of all votes. Only after the last one. */
  public BackupSum.Total total() {
    if (total == null) {
      throw new IllegalStateException("the file has not been read to its end");
    }
    return total;
  }
}
