package io.voteengine.redis.testing;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Compares what must count with the ledger and the store. */
public final class Recount {
  private final int partitions;
  private final List<SubjectId> subjects;
  private final Map<VoterId, Map<SubjectId, Choice>> expected;

  /**
   * What must count.
   *
   * @param partitions how many ledger and store have
   * @param subjects all that may have been voted on
   * @param expected each voter's choices; those that are absent were never made
   */
  public Recount(
      int partitions, List<SubjectId> subjects, Map<VoterId, Map<SubjectId, Choice>> expected) {
    this.partitions = partitions;
    this.subjects = List.copyOf(subjects);
    this.expected = Map.copyOf(expected);
  }

  private long count(SubjectId subject, Choice choice) {
    return expected.values().stream().filter(mine -> mine.get(subject) == choice).count();
  }

  private String tally(SubjectId subject) {
    return count(subject, Choice.UP) + " up, " + count(subject, Choice.DOWN) + " down";
  }

  /**
   * Compares tallies and votes in a ledger.
   *
   * @param ledger opened
   * @return sentences, each on a difference
   */
  public List<String> ledger(VoteLedger ledger) {
    List<String> differences = new ArrayList<>();
    for (SubjectId subject : subjects) {
      int partition = subject.partition(partitions);
      SubjectSnapshot seen = ledger.subjects(partition, List.of(subject)).value().get(0);
      if (seen.up() != count(subject, Choice.UP) || seen.down() != count(subject, Choice.DOWN)) {
        differences.add("The ledger has %s instead of %s".formatted(seen, tally(subject)));
      }
      List<VoteKey> keys =
          expected.keySet().stream().map(voter -> new VoteKey(subject, voter)).toList();
      for (VoteSnapshot vote : ledger.votes(partition, keys).value()) {
        Choice choice =
            expected.getOrDefault(vote.voter(), Map.of()).getOrDefault(subject, Choice.NONE);
        if (vote.choice() != choice) {
          differences.add("The ledger has %s instead of %s".formatted(vote, choice));
        }
      }
    }
    return differences;
  }

  /**
   * Compares what an engine shows to each voter. A view that is not exact counts as a difference.
   *
   * @param engine the engine
   * @return sentences, each on a difference
   */
  public List<String> engine(VoteEngine engine) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (voter, mine) -> {
          for (SubjectView view : engine.page(subjects, voter)) {
            SubjectId subject = view.subject();
            Choice choice = mine.getOrDefault(subject, Choice.NONE);
            boolean same =
                view.exact()
                    && view.choice() == choice
                    && view.tally().up() == count(subject, Choice.UP)
                    && view.tally().down() == count(subject, Choice.DOWN);
            if (!same) {
              differences.add(
                  "%s is shown %s instead of %s, %s"
                      .formatted(voter, view, tally(subject), choice));
            }
          }
        });
    return differences;
  }

  /**
   * Returns the requests that counted more than once, by the audit log.
   *
   * @param database where the ledger is
   * @return their ids
   */
  public static List<String> countedTwice(DataSource database) {
    List<String> twice = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT request_id FROM vote_event WHERE counted"
                    + " GROUP BY request_id, tally, voter HAVING count(*) > 1")) {
      while (rows.next()) {
        twice.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The audit log cannot be read", e);
    }
    return twice;
  }
}
