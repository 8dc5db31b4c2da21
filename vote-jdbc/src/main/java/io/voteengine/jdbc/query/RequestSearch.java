package io.voteengine.jdbc.query;

import io.voteengine.RequestId;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.apply.log.EntriesByRequest;
import io.voteengine.jdbc.apply.quarantine.QuarantineTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.Map;

/** Finds out what became of requests: in the votes, in the audit log, or in quarantine. */
public final class RequestSearch {
  private final Transactions transactions;

  public RequestSearch(Transactions transactions) {
    this.transactions = transactions;
  }

  public boolean has(int partition, VoteKey key, RequestId requestId) {
    return transactions.readSettled(
        "look for a request",
        tx -> {
          VoteRow row = new BulkReads(tx, partition).readVotes(List.of(key)).get(key);
          return (row != null && requestId.equals(row.requestId()))
              || EntriesByRequest.read(tx, partition, List.of(requestId)).stream()
                  .anyMatch(entry -> key.equals(new VoteKey(entry.subject(), entry.voter())));
        });
  }

  public List<HistoryEntry> requests(int partition, List<RequestId> requests) {
    return transactions.read(
        "look for requests", tx -> EntriesByRequest.read(tx, partition, requests));
  }

  public Map<Long, String> quarantined(Term term, long after, long last) {
    return transactions.read(
        "read its quarantine", tx -> QuarantineTable.reasons(tx, term, after, last));
  }

  public boolean isQuarantined(int partition, VoteKey key, RequestId requestId) {
    return transactions.read(
        "look for a request in quarantine", tx -> isQuarantined(tx, partition, key, requestId));
  }

  private static boolean isQuarantined(
      Transaction tx, int partition, VoteKey key, RequestId request) {
    return tx.handle()
            .createQuery(
                """
                SELECT count(*) FROM vote_quarantine
                WHERE request_id = ? AND part = ? AND poll = ? AND subject = ? AND voter = ?
                """)
            .bind(0, tx.dialect().uuid(request.value()))
            .bind(1, partition)
            .bind(2, key.subject().poll())
            .bind(3, key.subject().key())
            .bind(4, key.voter().value())
            .mapTo(Integer.class)
            .one()
        > 0;
  }
}
