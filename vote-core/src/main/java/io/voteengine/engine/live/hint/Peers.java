package io.voteengine.engine.live.hint;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes, as far as they watch anything: what they want to receive, and how many of their
 * numbered messages arrived. Safe for use by many threads.
 */
public final class Peers {
  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int MOST = 1_000;

  private final Map<Long, Peer> peers = new HashMap<>();
  private final int channels;
  private volatile BitSet wanted = new BitSet();
  private volatile boolean votersWanted;
  private volatile boolean namesWanted;

  private static final class Peer {
    private final Map<Integer, Long> received = new HashMap<>();
    private BitSet partitions = new BitSet();
    private boolean voters;
    private boolean names;
    private long heardNanos;

    /** Whether its hints may have been missed, although no number is missing. */
    private boolean inDoubt;
  }

  public Peers(int channels) {
    this.channels = channels;
  }

  /** Returns whether another node watches subjects of a partition. */
  public boolean want(int partition) {
    return wanted.get(partition);
  }

  /** Returns whether another node wants any messages. */
  public boolean wantAny() {
    return namesWanted || !wanted.isEmpty();
  }

  /** Returns whether another node wants the names of all subjects that change. */
  public boolean wantNames() {
    return namesWanted;
  }

  /** Returns whether another node has subscriptions with voters. */
  public boolean wantVoters() {
    return votersWanted;
  }

  /**
   * Returns whether nothing has been heard from a node, or nothing for so long that it may have
   * forgotten this node: then it may not have known that this node wants hints.
   */
  public synchronized boolean isUnknown(long node) {
    Peer peer = peers.get(node);
    return peer == null || peer.inDoubt;
  }

  /** Notes what a peer wants. Returns the channels on which messages of it were lost. */
  public synchronized BitSet heard(long node, Hint.Watching watching) {
    BitSet lost = new BitSet();
    Peer peer = peer(node);
    if (peer == null) {
      return lost;
    }
    peer.partitions = watching.partitions();
    peer.voters = watching.voters();
    peer.names = watching.names();
    long[] counts = watching.counts();
    for (int channel = 0; channel < Math.min(counts.length, channels); channel++) {
      long before = peer.received.getOrDefault(channel, -1L);
      if (counts[channel] > before) {
        peer.received.put(channel, counts[channel]);
        lost.set(channel, before >= 0);
      }
    }
    sum();
    return lost;
  }

  /** Counts a numbered message. Returns whether others before it were lost. */
  public synchronized boolean received(long node, int channel, long number) {
    Peer peer = peer(node);
    if (peer == null) {
      return false;
    }
    long before = peer.received.getOrDefault(channel, -1L);
    peer.received.put(channel, Math.max(before, number));
    return before >= 0 && number > before + 1;
  }

  private @Nullable Peer peer(long node) {
    Peer peer = peers.get(node);
    if (peer == null) {
      if (peers.size() >= MOST) {
        return null;
      }
      peer = new Peer();
      peers.put(node, peer);
    }
    peer.heardNanos = System.nanoTime();
    peer.inDoubt = false;
    return peer;
  }

  /** Forgets peers that have been silent. */
  public synchronized void forgetSilent() {
    boolean forgotten = false;
    for (Iterator<Peer> all = peers.values().iterator(); all.hasNext(); ) {
      if (System.nanoTime() - all.next().heardNanos > FORGET_NANOS) {
        all.remove();
        forgotten = true;
      }
    }
    if (forgotten) {
      sum();
    }
  }

  /**
   * Keeps all peers for another while, however silent: this node does not receive even its own
   * messages, so they may be there and still need its hints.
   */
  public synchronized void keepSilent() {
    for (Peer peer : peers.values()) {
      peer.heardNanos = System.nanoTime();
      peer.inDoubt = true;
    }
  }

  private void sum() {
    BitSet all = new BitSet();
    boolean voters = false;
    boolean names = false;
    for (Peer peer : peers.values()) {
      all.or(peer.partitions);
      voters |= peer.voters && !peer.partitions.isEmpty();
      names |= peer.names;
    }
    wanted = all;
    votersWanted = voters;
    namesWanted = names;
  }
}
