package io.voteengine.jdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.util.List;

/** A ledger of one partition without votes, and a batch of one vote to apply. */
public final class OneVote {
  public static final Term TERM = new Term(0, 1, "s1");

  /** The ledger's position before the vote. */
  public static final Position START = new Position(TERM, 0, JournalEvent.CHAIN_START);

  public static final List<JournalEvent> VOTE =
      List.of(
          new VoteEvent(
              1,
              1,
              7,
              SubjectId.of("posts", "42"),
              VoterId.of("ada"),
              Choice.NONE,
              Choice.UP,
              1,
              RequestId.named("r"),
              null,
              1,
              0,
              1));

  /** The ledger's position after the vote. */
  public static final Position AFTER = new Position(TERM, 1, 7);

  private OneVote() {}

  /** Makes a database the ledger of the partition. */
  public static JdbcVoteLedger serve(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    assertThat(ledger.recover(new Term(0, 0, null), List.of(), TERM)).isTrue();
    return ledger;
  }

  /** The settings of a pool of the host's own. */
  public static HikariConfig pool(TestDatabase database, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(connections);
    return config;
  }
}
