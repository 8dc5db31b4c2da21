package io.voteengine.partitioned;

import io.voteengine.Poll;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.poll.PollChange;
import io.voteengine.poll.PollException;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ledger.LedgerPolls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The polls of several ledgers. The first ledger decides; the others follow, after a crash between
 * the two as soon as the {@link #stale} polls are read.
 */
final class PartitionedPolls implements LedgerPolls {
  private static final Logger log = LoggerFactory.getLogger(PartitionedPolls.class);

  private static final String FOLLOWS = "voteengine";
  private static final String WHY = "as in the first ledger";

  private final LedgersByPartition all;

  PartitionedPolls(LedgersByPartition all) {
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
    PollSnapshot recorded = first().define(poll);
    boolean changed = !first().changes(poll.name()).isEmpty();
    for (LedgerPolls other : others()) {
      PollSnapshot there = other.define(recorded.poll());
      if (changed) {
        other.adopt(recorded, FOLLOWS, WHY);
      } else if (!there.poll().equals(recorded.poll())) {
        throw new VoteConfigurationException(
            "The poll '"
                + poll.name()
                + "' is recorded with different rules in two ledgers: "
                + recorded.poll()
                + " and "
                + there.poll()
                + ". This can happen only if one of them was used alone before: make the rules"
                + " equal in both.",
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
  public Optional<PollSnapshot> findAsOfNow(String name) {
    return first().findAsOfNow(name);
  }

  @Override
  public List<PollSnapshot> list() {
    return first().list();
  }

  @Override
  public Optional<PollSnapshot> change(long revision, Poll poll, String by, String why) {
    Optional<PollSnapshot> changed = first().change(revision, poll, by, why);
    changed.ifPresent(to -> others().forEach(other -> other.adopt(to, by, why)));
    return changed;
  }

  @Override
  public Optional<PollSnapshot> beginLowering(long revision, Poll poll) {
    if (all.ledgers().size() > 1) {
      throw new PollException(
          "votesPerVoter of the poll '"
              + poll.name()
              + "' cannot be lowered where several ledgers share the votes.");
    }
    return first().beginLowering(revision, poll);
  }

  @Override
  public void stopLowering(PollSnapshot begun) {
    first().stopLowering(begun);
  }

  @Override
  public PollSnapshot close(String name, String by, String why) {
    PollSnapshot closed = first().close(name, by, why);
    others().forEach(other -> other.adopt(closed, by, why));
    return closed;
  }

  @Override
  public void adopt(PollSnapshot poll, String by, String why) {
    first().adopt(poll, by, why);
    others().forEach(other -> other.adopt(poll, by, why));
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

  /** Also has the other ledgers adopt what the first one has, as far as they answer. */
  @Override
  public List<PollSnapshot> stale() {
    Set<String> names = new TreeSet<>();
    first().stale().forEach(poll -> names.add(poll.poll().name()));
    for (LedgerPolls other : others()) {
      attempt(() -> other.stale().forEach(poll -> names.add(poll.poll().name())));
    }
    List<PollSnapshot> polls = names.stream().flatMap(name -> first().find(name).stream()).toList();
    for (PollSnapshot poll : polls) {
      others().forEach(other -> attempt(() -> other.adopt(poll, FOLLOWS, WHY)));
    }
    return polls;
  }

  /** A ledger that does not answer must not delay the others; it is asked again. */
  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (VoteLedgerException e) {
      log.debug("A ledger has not adopted changed polls yet", e);
    }
  }

  /** The marks stay while a ledger does not answer or has other rules. */
  @Override
  public void loaded(PollSnapshot poll) {
    for (LedgerPolls other : others()) {
      Optional<PollSnapshot> there = other.find(poll.poll().name());
      if (there.isEmpty() || !there.get().poll().equals(poll.poll())) {
        return;
      }
      other.loaded(there.get());
    }
    first().loaded(poll);
  }
}
