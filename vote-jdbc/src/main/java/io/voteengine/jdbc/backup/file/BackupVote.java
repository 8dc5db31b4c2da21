package io.voteengine.jdbc.backup.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.RequestId;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.sql.bulk.JsonRows;
import io.voteengine.spi.VoteKey;
import java.util.Arrays;
import java.util.Objects;

/**
 * A vote in a backup. Votes are ordered by subject, then voter, each by the bytes of its UTF-8, on
 * any database.
 *
 * @param key its voter and subject
 * @param row the choice
 */
public record BackupVote(VoteKey key, VoteRow row) implements Comparable<BackupVote> {
  /**
   * Returns the vote as one line of JSON, always in the same form, from which the digest is made.
   * Ids hold no control characters, so only quotes and backslashes are escaped.
   */
  public byte[] line() {
    StringBuilder line = new StringBuilder(160);
    JsonRows.quote(line.append("{\"subject\":"), key.subject().key());
    JsonRows.quote(line.append(",\"voter\":"), key.voter().value());
    line.append(",\"choice\":\"").append(row.choice());
    line.append("\",\"castAt\":").append(row.castAt());
    line.append(",\"requestId\":\"").append(request()).append("\"}\n");
    return line.toString().getBytes(UTF_8);
  }

  public RequestId request() {
    return Objects.requireNonNull(row.requestId());
  }

  @Override
  public int compareTo(BackupVote other) {
    int bySubject = key.subject().compareTo(other.key.subject());
    return bySubject != 0
        ? bySubject
        : Arrays.compareUnsigned(
            key.voter().value().getBytes(UTF_8), other.key.voter().value().getBytes(UTF_8));
  }
}
