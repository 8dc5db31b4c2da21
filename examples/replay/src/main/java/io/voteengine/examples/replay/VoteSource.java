package io.voteengine.examples.replay;

import io.voteengine.examples.console.Reasons;
import io.voteengine.examples.console.Text;
import io.voteengine.examples.console.UserError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The votes of a file. The first line that is no vote ends the program, unless bad lines are
 * skipped.
 */
final class VoteSource implements Replay.Source, AutoCloseable {
  private final Path file;
  private final boolean skipBadLines;
  private final BallotFile ballots;
  private long skipped;
  private @Nullable BadLine firstSkipped;

  VoteSource(Path file, String poll, boolean skipBadLines) {
    this.file = file;
    this.skipBadLines = skipBadLines;
    try {
      this.ballots = new BallotFile(file, poll, Instant.now());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public @Nullable Ballot next() {
    while (true) {
      try {
        return ballots.next();
      } catch (BadLine e) {
        if (!skipBadLines) {
          throw new UserError(file + ", " + e.getMessage(), e);
        }
        skipped++;
        firstSkipped = firstSkipped == null ? e : firstSkipped;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  /** Prints how many lines have been skipped so far, if any were. */
  void tellSkipped(PrintStream out) {
    BadLine first = firstSkipped;
    if (first != null) {
      out.printf("skipped bad lines: %d; the first: %s%n", skipped, Text.oneLine(first));
    }
  }

  private UserError unreadable(IOException e) {
    return new UserError("cannot read " + file + ": " + Reasons.of(e), e);
  }

  @Override
  public void close() {
    try {
      ballots.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
