package io.voteengine.partitioned;

import io.voteengine.Poll;
import io.voteengine.VoteConfigurationException;
import io.voteengine.poll.PollChange;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ledger.LedgerPolls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The polls of several ledgers. The first ledger decides; the others follow, after a crash between
 * the two as soon as the {@link #stale} polls are read.
 */
final class PartitionedPolls implements LedgerPolls {
  private static final String FOLLOWS = "voteengine";
  private static final String WHY = "as in the first ledger";

  private final PartitionedVoteLedger all;

  PartitionedPolls(PartitionedVoteLedger all) {
    this.all = all;
  }

  private LedgerPolls first() {
    return all.ledgers().get(0).polls();
  }

  private List<LedgerPolls> others() {
    return all.ledgers().subList(1, all.ledgers().size()).stream()
        .map(ledger -> ledger.polls())
        .toList();
  }

  @Override
  public PollSnapshot define(Poll poll) {
    boolean fresh = first().find(poll.name()).isEmpty();
    PollSnapshot recorded = first().define(poll);
    for (LedgerPolls other : others()) {
      PollSnapshot there = other.define(recorded.poll());
      if (fresh
          && !there.poll().equals(recorded.poll())
          && first().changes(poll.name()).isEmpty()) {
        throw new VoteConfigurationException(
            "The poll '"
                + poll.name()
                + "' is recorded with different rules in two ledgers: "
                + recorded.poll()
                + " and "
                + there.poll()
                + ". Only one that was used alone before can have others: make them equal there.",
            null);
      }
    }
    return recorded;
  }

  @Override
  public Optional<PollSnapshot> find(String name) {
    return first().find(name);
  }

  @Override
  public List<PollSnapshot> list() {
    return first().list();
  }

  @Override
  public Optional<PollSnapshot> change(long revision, Poll poll, String by, String why) {
    Optional<PollSnapshot> changed = first().change(revision, poll, by, why);
    changed.ifPresent(to -> others().forEach(other -> follow(other, to, by, why)));
    return changed;
  }

  @Override
  public PollSnapshot close(String name, String by, String why) {
    PollSnapshot closed = first().close(name, by, why);
    others().forEach(other -> follow(other, closed, by, why));
    return closed;
  }

  private static void follow(LedgerPolls other, PollSnapshot to, String by, String why) {
    PollSnapshot there = other.define(to.poll());
    if (to.over() && !there.over()) {
      other.close(to.poll().name(), by, why);
    } else if (!there.over() && !there.poll().equals(to.poll())) {
      // Where somebody else changes them meanwhile, the stale polls are read again.
      other.change(there.revision(), to.poll(), by, why);
    }
  }

  @Override
  public List<PollChange> changes(String name) {
    return first().changes(name);
  }

  @Override
  public void recordOver(String poll) {
    first().recordOver(poll);
    others().forEach(other -> other.recordOver(poll));
  }

  @Override
  public List<PollSnapshot> stale() {
    Set<String> names = new TreeSet<>();
    first().stale().forEach(poll -> names.add(poll.poll().name()));
    for (LedgerPolls other : others()) {
      other.stale().forEach(poll -> names.add(poll.poll().name()));
    }
    List<PollSnapshot> polls = names.stream().flatMap(name -> first().find(name).stream()).toList();
    for (PollSnapshot poll : polls) {
      others().forEach(other -> follow(other, poll, FOLLOWS, WHY));
    }
    return polls;
  }

  @Override
  public void loaded(PollSnapshot poll) {
    first().loaded(poll);
    for (LedgerPolls other : others()) {
      other.find(poll.poll().name()).ifPresent(other::loaded);
    }
  }
}
