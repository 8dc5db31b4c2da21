package io.voteengine.jdbc.faults;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** A process that commits, reports it, and dies at once, as by {@code kill -9}. */
public final class Committer {
  public static final Term TERM = new Term(0, 1, "s1");

  private Committer() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[1]);
    JdbcVoteLedger ledger = arguments[0].equals("own") ? JdbcVoteLedger.file(file) : over(file);
    ledger.open(1);
    ledger.recover(new Term(0, 0, null), List.of(), TERM);
    Position at = ledger.position(0);
    for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
      ledger.apply(at, List.of(vote(i)));
      at = new Position(TERM, i, i);
      System.out.println(i);
    }
    System.out.flush();
    Runtime.getRuntime().halt(137);
  }

  /** A host's own data source, as H2's URLs mostly are. */
  private static JdbcVoteLedger over(Path file) {
    JdbcDataSource host = new JdbcDataSource();
    host.setURL("jdbc:h2:file:" + file + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0");
    host.setUser("sa");
    host.setPassword("");
    VoteSchema.migrate(host);
    return JdbcVoteLedger.over(host);
  }

  private static VoteEvent vote(int i) {
    return new VoteEvent(
        1,
        i,
        i,
        SubjectId.of("posts", "42"),
        VoterId.of("voter-" + i),
        Choice.NONE,
        Choice.UP,
        i,
        RequestId.of(new UUID(1, i)),
        null,
        i,
        0,
        i);
  }
}
