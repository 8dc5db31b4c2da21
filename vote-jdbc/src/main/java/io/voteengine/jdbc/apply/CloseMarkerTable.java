package io.voteengine.jdbc.apply;

import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.journal.CloseEvent;
import java.util.List;

/** Records which close markers have been applied. */
final class CloseMarkerTable {
  private CloseMarkerTable() {}

  static void record(Transaction tx, int partition, List<CloseEvent> markers) {
    for (CloseEvent marker : markers) {
      int updated =
          tx.handle()
              .execute(
                  "UPDATE vote_close SET epoch = ?, seq = ? WHERE part = ? AND poll = ?",
                  marker.epoch(),
                  marker.seq(),
                  partition,
                  marker.poll());
      if (updated == 0) {
        tx.handle()
            .execute(
                "INSERT INTO vote_close (epoch, seq, part, poll) VALUES (?, ?, ?, ?)",
                marker.epoch(),
                marker.seq(),
                partition,
                marker.poll());
      }
    }
  }
}
