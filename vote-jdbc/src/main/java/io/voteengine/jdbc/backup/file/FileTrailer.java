package io.voteengine.jdbc.backup.file;

/** Compares the votes of a poll's file with what its header and its trailer say. */
final class FileTrailer {
  private FileTrailer() {}

  /** Refuses votes whose counts or digest are others. */
  static void check(JsonFields trailer, BackupSum.Total announced, BackupSum.Total found) {
    trailer.allow("votes", "digest");
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
  }
}
