package io.voteengine.jdbc.apply;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what voters hold in ballot polls of one partition, in one round trip. */
public final class HeldReads {
  private HeldReads() {}

  /** Returns all choices of these voters, one result for each, in the given order. */
  public static List<HeldVotes> read(Transaction tx, int partition, List<VoterInPoll> voters)
      throws SQLException {
    List<List<VoteSnapshot>> found = new ArrayList<>();
    voters.forEach(voter -> found.add(new ArrayList<>(1)));
    Columns columns =
        new Columns().texts(voters, VoterInPoll::poll).texts(voters, it -> it.voter().value());
    try (PreparedStatement statement =
            BulkStatement.prepare(tx, partition, tx.dialect().bulk().readHeld(), columns);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        int place = rows.getInt("n") - 1;
        VoterInPoll voter = voters.get(place);
        found
            .get(place)
            .add(
                new VoteSnapshot(
                    SubjectId.of(voter.poll(), rows.getString("subject")),
                    voter.voter(),
                    ColumnValues.choice(rows, "choice"),
                    ColumnValues.micros(rows, "cast_at"),
                    RequestId.of(ColumnValues.uuid(rows, "request_id"))));
      }
    }
    List<HeldVotes> all = new ArrayList<>();
    for (int i = 0; i < voters.size(); i++) {
      all.add(new HeldVotes(voters.get(i), found.get(i)));
    }
    return all;
  }
}
