package io.voteengine.jdbc.backup.file;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.backup.Backup;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Counts and digests votes that are given in their order. */
public final class BackupSum {
  private final MessageDigest digest;
  private @Nullable SubjectId subject;
  private long votes;
  private long subjects;
  private long up;
  private long down;

  public BackupSum() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds a vote, given with its line. */
  public void add(BackupVote vote, byte[] line) {
    digest.update(line);
    votes++;
    up += vote.row().choice() == Choice.UP ? 1 : 0;
    down += vote.row().choice() == Choice.DOWN ? 1 : 0;
    if (!vote.key().subject().equals(subject)) {
      subject = vote.key().subject();
      subjects++;
    }
  }

  /** Returns the counts and the digest. */
  public Total total() {
    return new Total(votes, subjects, up, down, HexFormat.of().formatHex(digest.digest()));
  }

  /** The counts and the digest of the votes in a backup. */
  public record Total(long votes, long subjects, long up, long down, String digest) {
    public static Total of(Backup backup) {
      return new Total(
          backup.votes(), backup.subjects(), backup.up(), backup.down(), backup.digest());
    }
  }
}
