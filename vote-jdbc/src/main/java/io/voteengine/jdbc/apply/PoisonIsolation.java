package io.voteengine.jdbc.apply;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.quarantine.QuarantineTable;
import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.SqlStates;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.journal.VoteEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes events when the database refuses some of them. It halves the batch until a refused event
 * is alone, and puts that event into quarantine. All of this is one transaction: savepoints undo
 * the failures. This is the only place where a failed statement does not end the attempt.
 */
public final class PoisonIsolation {
  private final Transaction tx;
  private final int partition;
  private final Set<SubjectId> drifted = new HashSet<>();
  private final Map<Long, String> quarantined = new HashMap<>();

  private PoisonIsolation(Transaction tx, int partition) {
    this.tx = tx;
    this.partition = partition;
  }

  public static WriteResult write(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    PoisonIsolation isolation = new PoisonIsolation(tx, partition);
    isolation.write(events);
    return new WriteResult(isolation.drifted, isolation.quarantined);
  }

  private void write(List<VoteEvent> events) throws SQLException {
    RefusedDataException refusal = attempt(() -> add(BatchWriter.write(tx, partition, events)));
    if (refusal == null) {
      return;
    }
    if (events.size() > 1) {
      int half = events.size() / 2;
      write(events.subList(0, half));
      write(events.subList(half, events.size()));
    } else {
      quarantine(events.get(0), refusal);
    }
  }

  private void add(WriteResult written) {
    drifted.addAll(written.drifted());
    quarantined.putAll(written.quarantined());
  }

  private void quarantine(VoteEvent poison, RefusedDataException refusal) throws SQLException {
    add(
        new WriteResult(
            Set.of(poison.subject()), QuarantineTable.add(tx, partition, Map.of(poison, refusal))));
    TreeMap<SubjectId, TallyChange> version = new TreeMap<>();
    // The store has given out counts that include this vote.
    TallyChange before = poison.seq() > 0 ? TallyChange.LEAP : TallyChange.NONE;
    version.put(poison.subject(), before.andRefused());
    RefusedDataException unversioned = attempt(() -> new LockedTallies(tx, partition).add(version));
    if (unversioned != null) {
      refusal.addSuppressed(unversioned);
    }
  }

  private @Nullable RefusedDataException attempt(Dialect.Step step) throws SQLException {
    Connection connection = tx.connection();
    Savepoint before = connection.setSavepoint();
    RefusedDataException refusal = null;
    try {
      step.run();
    } catch (SQLException e) {
      // Any other failure may have ended the transaction, and the savepoint with it.
      if (!(e instanceof RefusedDataException) && !SqlStates.refusesData(e)) {
        throw e;
      }
      connection.rollback(before);
      refusal = e instanceof RefusedDataException known ? known : new RefusedDataException(e);
    }
    connection.releaseSavepoint(before);
    return refusal;
  }
}
