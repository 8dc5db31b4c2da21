package io.voteengine.jdbc.result;

import io.voteengine.Choice;
import io.voteengine.jdbc.result.StandingTable.Row;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.result.proof.Ballot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The ballots of a sealed poll in the order of the tree, read in pages: some subjects with few
 * ballots together, a subject with many in several pages. Used by one thread.
 */
final class Leaves implements Iterator<Ballot> {
  private static final int PAGE = 10_000;

  private final Transactions transactions;
  private final List<Row> subjects;
  private final Deque<Ballot> page = new ArrayDeque<>();
  private int next;

  /** Where the next page of the next subject begins. */
  private Choice choice = Choice.UP;

  private @Nullable String after;
  private long skipped;

  /**
   * @param subjects those with ballots, in the order of their leaves
   * @param from how many ballots to leave out
   */
  Leaves(Transactions transactions, List<Row> subjects, long from) {
    this.transactions = transactions;
    this.subjects = subjects;
    long left = from;
    while (next < subjects.size() && left >= subjects.get(next).votes()) {
      left -= subjects.get(next++).votes();
    }
    if (left > 0 && left >= subjects.get(next).standing().up()) {
      left -= subjects.get(next).standing().up();
      choice = Choice.DOWN;
    }
    this.skipped = left;
  }

  @Override
  public boolean hasNext() {
    while (page.isEmpty() && next < subjects.size()) {
      Row row = subjects.get(next);
      if (isBegun() || row.votes() > PAGE) {
        readPart(row);
      } else {
        readGroup();
      }
    }
    return !page.isEmpty();
  }

  @Override
  public Ballot next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no ballot is left");
    }
    return page.remove();
  }

  private void readGroup() {
    List<Row> group = new ArrayList<>();
    long votes = 0;
    while (next < subjects.size() && votes + subjects.get(next).votes() <= PAGE) {
      votes += subjects.get(next).votes();
      group.add(subjects.get(next++));
    }
    Map<Long, List<BallotTable.Row>> ballots = new HashMap<>();
    transactions
        .read("read ballots", tx -> BallotTable.of(tx, group.stream().map(Row::tally).toList()))
        .forEach(row -> ballots.computeIfAbsent(row.tally(), tally -> new ArrayList<>()).add(row));
    for (Row row : group) {
      page.addAll(
          BallotTable.inLeafOrder(row.subject(), ballots.getOrDefault(row.tally(), List.of())));
    }
  }

  private boolean isBegun() {
    return choice == Choice.DOWN || after != null || skipped > 0;
  }

  /** Reads a page of one subject: first of the votes in favour, then of those against. */
  private void readPart(Row row) {
    List<BallotTable.Row> rows =
        transactions.read(
            "read ballots", tx -> BallotTable.page(tx, row.tally(), choice, after, skipped, PAGE));
    rows.forEach(ballot -> page.add(ballot.of(row.subject())));
    skipped = 0;
    if (rows.size() == PAGE) {
      after = rows.get(PAGE - 1).nonce();
      return;
    }
    after = null;
    if (choice == Choice.UP) {
      choice = Choice.DOWN;
    } else {
      choice = Choice.UP;
      next++;
    }
  }
}
