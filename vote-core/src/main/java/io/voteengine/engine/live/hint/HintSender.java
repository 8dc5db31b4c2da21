package io.voteengine.engine.live.hint;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.engine.live.hint.HintCodec.Message;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.spi.StoreSignals;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends to other nodes what has changed, if they ask for it: once per tick, 8 bytes for each
 * subject. {@link #run} is called by one thread; the other methods are safe for use by many.
 */
public final class HintSender {
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST = 1_000;

  /** This many of the longest names fit into a message. */
  private static final int MOST_NAMES = 200;

  private record OwnVote(long voter, long subject) {}

  private final long node;
  private final int partitions;
  private final StoreSignals signals;
  private final IntPredicate isWatched;
  private final BooleanSupplier hasVoters;
  private final Peers peers;
  private final Ear ear;
  private final boolean wantsNames;
  private final List<Set<Long>> subjects = new ArrayList<>();
  private final List<Set<SubjectId>> names = new ArrayList<>();
  private final List<Set<OwnVote>> votes = new ArrayList<>();
  private final long[] sent;

  /** What was sent before the last beat: messages on other channels may overtake a beat. */
  private long[] sentBefore;

  private BitSet said = new BitSet();
  private boolean saidVoters;
  private long beatNanos = System.nanoTime() - BEAT_NANOS;

  /**
   * @param isWatched whether this node watches subjects of a partition
   * @param hasVoters whether it has subscriptions with voters
   * @param wantsNames whether this node wants the names of all subjects that change
   */
  public HintSender(
      long node,
      int partitions,
      StoreSignals signals,
      IntPredicate isWatched,
      BooleanSupplier hasVoters,
      Peers peers,
      Ear ear,
      boolean wantsNames) {
    this.node = node;
    this.partitions = partitions;
    this.signals = signals;
    this.isWatched = isWatched;
    this.hasVoters = hasVoters;
    this.peers = peers;
    this.ear = ear;
    this.wantsNames = wantsNames;
    int channels = signals.channels();
    this.sent = new long[channels];
    this.sentBefore = sent.clone();
    for (int channel = 0; channel < channels; channel++) {
      subjects.add(ConcurrentHashMap.newKeySet());
      names.add(ConcurrentHashMap.newKeySet());
      votes.add(ConcurrentHashMap.newKeySet());
    }
  }

  /** Notes that a subject has changed, and who did it, where that is known. */
  public void changed(SubjectId subject, int partition, @Nullable VoterId voter) {
    if (peers.want(partition)) {
      long hash = IdHash.of(subject);
      subjects.get(channel(partition)).add(hash);
      if (voter != null && peers.wantVoters()) {
        votes.get(channel(partition)).add(new OwnVote(IdHash.of(voter), hash));
      }
    }
    if (peers.wantNames()) {
      names.get(channel(partition)).add(subject);
    }
  }

  /** Sends at once that counts were corrected. */
  public void corrected(
      Collection<SubjectId> corrected, ToIntFunction<SubjectId> partitionOf, Cause cause) {
    Map<Integer, List<Long>> byChannel = new HashMap<>();
    for (SubjectId subject : corrected) {
      int partition = partitionOf.applyAsInt(subject);
      if (peers.wantNames()) {
        names.get(channel(partition)).add(subject);
      }
      if (peers.want(partition)) {
        byChannel
            .computeIfAbsent(channel(partition), channel -> new ArrayList<>())
            .add(IdHash.of(subject));
      }
    }
    byChannel.forEach(
        (channel, hashes) -> {
          for (int from = 0; from < hashes.size(); from += MOST) {
            List<Long> some = hashes.subList(from, Math.min(from + MOST, hashes.size()));
            send(
                channel,
                new Hint.Corrected(cause, some.stream().mapToLong(Long::longValue).toArray()));
          }
        });
  }

  private int channel(int partition) {
    return partition % sent.length;
  }

  /** Sends a message at once. */
  public void send(int partition, Hint hint) {
    int channel = channel(partition);
    long number = 0;
    if (hint.isNumbered()) {
      synchronized (sent) {
        number = ++sent[channel];
        signals.broadcast(channel, HintCodec.encode(new Message(node, number, hint)));
        return;
      }
    }
    signals.broadcast(channel, HintCodec.encode(new Message(node, number, hint)));
  }

  /** Sends what has changed since the last tick, and every second what this node watches. */
  public void run() {
    for (int channel = 0; channel < sent.length; channel++) {
      List<Long> changed = take(subjects.get(channel));
      List<OwnVote> own = take(votes.get(channel));
      while (!changed.isEmpty() || !own.isEmpty()) {
        send(
            channel,
            new Hint.Changed(
                changed.stream().mapToLong(Long::longValue).toArray(),
                own.stream().flatMapToLong(v -> LongStream.of(v.voter(), v.subject())).toArray()));
        changed = take(subjects.get(channel));
        own = take(votes.get(channel));
      }
      sendNames(channel);
    }
    beat();
    ear.check(wantsNames || !said.isEmpty() || peers.wantAny());
  }

  private void sendNames(int channel) {
    List<SubjectId> changed = take(names.get(channel), MOST_NAMES);
    while (!changed.isEmpty()) {
      send(channel, new Hint.Named(changed));
      changed = take(names.get(channel), MOST_NAMES);
    }
  }

  private static <T> List<T> take(Set<T> noted) {
    return take(noted, MOST);
  }

  private static <T> List<T> take(Set<T> noted, int most) {
    List<T> taken = new ArrayList<>();
    for (Iterator<T> all = noted.iterator(); all.hasNext() && taken.size() < most; ) {
      taken.add(all.next());
      all.remove();
    }
    return taken;
  }

  private void beat() {
    BitSet watched = new BitSet();
    for (int partition = 0; partition < partitions; partition++) {
      watched.set(partition, isWatched.test(partition));
    }
    boolean withVoters = hasVoters.getAsBoolean();
    boolean news = !watched.equals(said) || withVoters != saidVoters;
    boolean due = System.nanoTime() - beatNanos >= BEAT_NANOS;
    if (!news && !(due && (wantsNames || !watched.isEmpty() || peers.wantAny()))) {
      return;
    }
    said = watched;
    saidVoters = withVoters;
    send(0, new Hint.Watching(watched, withVoters, wantsNames, sentBefore));
    if (due) {
      beatNanos = System.nanoTime();
      synchronized (sent) {
        sentBefore = sent.clone();
      }
      if (ear.isDeaf()) {
        peers.keepSilent();
      } else {
        peers.forgetSilent();
      }
    }
  }

  /** Announces that this node stops, so that no node sends hints to it any longer. */
  public void close() {
    send(0, new Hint.Watching(new BitSet(), false, false, sentBefore));
  }
}
