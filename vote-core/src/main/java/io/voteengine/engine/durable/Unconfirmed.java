package io.voteengine.engine.durable;

import io.voteengine.RequestId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The votes that this engine has acknowledged and the ledger is not known to have. A vote is
 * removed when the watermark <em>of its own epoch</em> passes it. If the epoch changes first, the
 * vote must be sent again, and stays here until that is done.
 */
public final class Unconfirmed {
  /**
   * An acknowledged vote.
   *
   * @param epoch epoch in which it was answered
   * @param seq number of the event that set the choice
   * @param command the command that sends it again, with the time that it was given
   * @param owner to whom its subject belonged; null: it was not recorded
   * @param durable completes when the ledger has it
   * @param since when it was acknowledged, on the clock of {@link System#nanoTime}
   * @param absent whether the ledger is known not to have it, when it must be sent again
   */
  public record Entry(
      long epoch,
      long seq,
      CastCommand command,
      @Nullable VoterId owner,
      CompletableFuture<@Nullable Void> durable,
      long since,
      AtomicBoolean absent) {
    Entry(
        long epoch,
        long seq,
        CastCommand command,
        @Nullable VoterId owner,
        CompletableFuture<@Nullable Void> durable) {
      this(epoch, seq, command, owner, durable, System.nanoTime(), new AtomicBoolean());
    }

    Entry at(long newEpoch, long newSeq) {
      return new Entry(newEpoch, newSeq, command, owner, durable, since, new AtomicBoolean());
    }

    VoteKey key() {
      return new VoteKey(command.subject(), command.voter());
    }

    /** Returns whether this is the vote of a request. */
    boolean isOf(VoteKey key, RequestId request) {
      return command.requestId().equals(request) && key().equals(key);
    }

    long ageNanos() {
      return System.nanoTime() - since;
    }
  }

  /** What a new position means for the votes of its partition. */
  record Settled(List<Entry> durable, List<Entry> sendAgain, Map<Entry, String> refused) {}

  private final List<UnconfirmedPartition> partitions;
  private final AtomicInteger size = new AtomicInteger();

  /**
   * @param order the key that all votes share which must keep their order
   */
  Unconfirmed(int partitions, UnaryOperator<VoteKey> order) {
    this.partitions =
        Stream.generate(() -> new UnconfirmedPartition(size, order)).limit(partitions).toList();
  }

  /** Returns the number of votes, including those that are being sent again. */
  int size() {
    return size.get();
  }

  /**
   * Remembers a vote.
   *
   * @return what to do with it immediately, if the watermark was faster than the answer
   */
  Settled keep(int partition, Entry entry) {
    return partitions.get(partition).keep(entry);
  }

  /** Replaces a vote that has been sent again: another event stands for it now. */
  Settled keep(int partition, Entry sent, Entry entry) {
    return partitions.get(partition).replace(sent, entry);
  }

  /**
   * Removes a vote that need not be waited for any longer.
   *
   * @return whether it was here
   */
  boolean forget(int partition, Entry entry) {
    return partitions.get(partition).forget(entry);
  }

  /** Records that the ledger is at this position or further. */
  Settled watermark(Position position) {
    Term term = position.term();
    return partitions.get(term.partition()).watermark(term.epoch(), position.seq());
  }

  /** Records that the ledger has refused these events, before the watermark passes them. */
  void refuse(Term term, Map<Long, String> reasons) {
    partitions.get(term.partition()).refuse(term.epoch(), reasons);
  }

  /** Returns all votes, including those that are being sent again. */
  List<Entry> all() {
    return partitions.stream().flatMap(partition -> partition.all().stream()).toList();
  }

  /** Returns the age of the oldest of them; zero when there is none. */
  long oldestNanos() {
    return partitions.stream().mapToLong(UnconfirmedPartition::oldestNanos).max().orElse(0);
  }

  /**
   * Returns one voter's votes on one subject, in a ballot poll on all of them, in the order of
   * their times.
   */
  List<Entry> of(int partition, VoteKey key) {
    return partitions.get(partition).of(key);
  }

  /** Returns those of them that must be sent again to the store of this epoch. */
  List<Entry> owed(int partition, VoteKey key, long epoch) {
    return partitions.get(partition).owed(key, epoch);
  }

  /** Returns whether the vote of this request is here. */
  boolean has(int partition, VoteKey key, RequestId requestId) {
    return of(partition, key).stream().anyMatch(entry -> entry.isOf(key, requestId));
  }

  /** Returns whether votes of this partition are here. */
  boolean awaits(int partition) {
    return !partitions.get(partition).isEmpty();
  }

  /**
   * Returns whether a partition's store of this epoch may lack votes that must still be sent to it
   * again.
   */
  boolean lacks(int partition, long epoch) {
    return partitions.get(partition).lacks(epoch);
  }

  /** Removes and returns all votes, at the end. */
  List<Entry> clear() {
    return partitions.stream().flatMap(partition -> partition.clear().stream()).toList();
  }
}
