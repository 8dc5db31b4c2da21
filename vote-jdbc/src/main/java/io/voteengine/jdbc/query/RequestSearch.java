package io.voteengine.jdbc.query;

import io.voteengine.RequestId;
import io.voteengine.jdbc.apply.AuditLogTable;
import io.voteengine.jdbc.apply.BulkStatements;
import io.voteengine.jdbc.apply.QuarantineTable;
import io.voteengine.jdbc.apply.VoteRow;
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
          VoteRow row = new BulkStatements(tx, partition).readVotes(List.of(key)).get(key);
          return (row != null && requestId.equals(row.requestId()))
              || AuditLogTable.has(tx, partition, key.subject(), key.voter(), requestId);
        });
  }

  public List<HistoryEntry> requests(int partition, List<RequestId> requests) {
    return transactions.read("look for requests", tx -> AuditLogTable.of(tx, partition, requests));
  }

  public Map<Long, String> quarantined(Term term, long after, long last) {
    return transactions.read(
        "read its quarantine", tx -> QuarantineTable.reasons(tx, term, after, last));
  }

  public boolean isQuarantined(int partition, VoteKey key, RequestId requestId) {
    return transactions.read(
        "look for a request in quarantine",
        tx -> QuarantineTable.has(tx, partition, key, requestId));
  }
}
