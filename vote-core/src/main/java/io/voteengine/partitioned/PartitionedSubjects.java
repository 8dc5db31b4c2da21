package io.voteengine.partitioned;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.ledger.LedgerSubjects;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subjects of several ledgers, one ledger after the other. */
final class PartitionedSubjects implements LedgerSubjects {
  private final LedgersByPartition all;

  PartitionedSubjects(LedgersByPartition all) {
    this.all = all;
  }

  private LedgerSubjects of(int partition) {
    return all.of(partition).subjects();
  }

  @Override
  public int add(int partition, String poll, List<NewSubject> subjects) {
    return of(partition).add(partition, poll, subjects);
  }

  @Override
  public int withdraw(int partition, List<SubjectId> subjects) {
    return of(partition).withdraw(partition, subjects);
  }

  @Override
  public int bringBack(int partition, List<SubjectId> subjects) {
    return of(partition).bringBack(partition, subjects);
  }

  @Override
  public boolean changeOwner(int partition, SubjectId subject, @Nullable VoterId owner) {
    return of(partition).changeOwner(partition, subject, owner);
  }

  @Override
  public List<Subject> find(int partition, List<SubjectId> subjects) {
    return of(partition).find(partition, subjects);
  }

  @Override
  public List<Subject> list(String poll, @Nullable SubjectId after, int limit) {
    List<Subject> page = new ArrayList<>();
    SubjectId last = after;
    int first = after == null ? 0 : all.indexOf(after);
    for (int i = first; i < all.ledgers().size() && page.size() < limit; i++) {
      page.addAll(all.ledgers().get(i).subjects().list(poll, last, limit - page.size()));
      last = null;
    }
    return page;
  }

  @Override
  public long ownerScore(VoterId owner) {
    return all.ledgers().stream().mapToLong(ledger -> ledger.subjects().ownerScore(owner)).sum();
  }
}
