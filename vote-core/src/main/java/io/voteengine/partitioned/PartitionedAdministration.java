package io.voteengine.partitioned;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.RecountedTallies;
import io.voteengine.spi.ledger.RevisedVotes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes votes in several ledgers, one after the other. */
final class PartitionedAdministration implements LedgerAdministration {
  private final LedgersByPartition all;

  PartitionedAdministration(LedgersByPartition all) {
    this.all = all;
  }

  @Override
  public RevisedVotes voidVotes(VoteSelection selection) {
    return each(ledger -> ledger.voidVotes(selection));
  }

  @Override
  public RevisedVotes restoreVotes(VoteSelection selection) {
    return each(ledger -> ledger.restoreVotes(selection));
  }

  @Override
  public RevisedVotes erase(VoterId voter) {
    return each(ledger -> ledger.erase(voter));
  }

  @Override
  public RecountedTallies recount(int partition, String poll, @Nullable SubjectId after) {
    return all.of(partition).administration().recount(partition, poll, after);
  }

  @Override
  public void overtake(int partition, List<SubjectId> subjects) {
    all.of(partition).administration().overtake(partition, subjects);
  }

  private RevisedVotes each(Function<LedgerAdministration, RevisedVotes> change) {
    return all.ledgers().stream()
        .map(ledger -> change.apply(ledger.administration()))
        .reduce(
            new RevisedVotes(0, 0),
            (one, other) ->
                new RevisedVotes(
                    one.votes() + other.votes(),
                    one.subjects() + other.subjects(),
                    sum(one.sealedIn(), other.sealedIn()),
                    one.spent() + other.spent()));
  }

  private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> sum = new HashMap<>(one);
    other.forEach((poll, votes) -> sum.merge(poll, votes, Long::sum));
    return sum;
  }
}
