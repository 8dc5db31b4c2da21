package io.voteengine.engine.live;

import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.engine.EngineOptions;
import io.voteengine.engine.live.hint.Ear;
import io.voteengine.engine.live.hint.Hint;
import io.voteengine.engine.live.hint.HintSender;
import io.voteengine.engine.live.hint.IdHash;
import io.voteengine.engine.live.hint.Payloads;
import io.voteengine.engine.live.hint.Peers;
import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.PollSubjectsTopic;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.notify.LiveFeed;
import io.voteengine.engine.notify.NodeCopies;
import io.voteengine.engine.read.HiddenCounts;
import io.voteengine.engine.read.Leaderboard;
import io.voteengine.engine.read.Terms;
import io.voteengine.listener.EngineEvent;
import io.voteengine.live.Interest;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveOptions;
import io.voteengine.live.LiveSubscriber;
import io.voteengine.live.LiveSubscription;
import io.voteengine.live.LiveUpdate.VoteWithdrawn;
import io.voteengine.live.LiveUpdate.VoteWithdrawn.Reason;
import io.voteengine.live.LiveVotes;
import io.voteengine.live.SharedUpdate;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.VoteKey;
import io.voteengine.util.IdRules;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Live counts: assembles the parts, and receives every vote of this engine. */
public final class EngineLive implements LiveVotes, LiveFeed {
  private final ToIntFunction<SubjectId> partitionOf;
  private final Topics topics;
  private final Peers peers;
  private final FanOut fanOut;
  private final OwnReads ownReads;
  private final Delivery delivery;
  private final Payloads payloads;
  private final HintSender hints;
  private final Ticker ticker;
  private final LiveParts parts;
  private final Ear ear;
  private final HintReceiver receiver;
  private final boolean wantsNames;
  private final NodeCopies copies;
  private final HiddenCounts hidden;
  private volatile boolean closed;
  private final AtomicBoolean left = new AtomicBoolean();

  /**
   * @param owed whether this engine has acknowledged a vote that the ledger is not known to have
   */
  public EngineLive(
      EngineOptions options,
      Terms terms,
      Pages pages,
      Leaderboard leaderboard,
      HiddenCounts hidden,
      Predicate<VoteKey> owed,
      Listeners listeners,
      NodeCopies copies) {
    LiveOptions live = options.live();
    int partitions = options.partitions();
    long node = ThreadLocalRandom.current().nextLong();
    long tickNanos = live.tick().toNanos();
    ScheduledThreadPoolExecutor thread = tickThread();
    this.partitionOf = terms::partitionOf;
    StoreSignals signals = options.store().signals();
    this.ear = new Ear(signals, this::missed);
    this.wantsNames = listeners.hasInvalidator();
    this.copies = copies;
    this.hidden = hidden;
    this.topics =
        new Topics(partitions, partitionOf, live.closingSoon(), new KnownDisclosure(hidden, terms));
    this.fanOut = new FanOut(tickNanos);
    this.delivery = new Delivery(thread, live);
    this.ownReads = new OwnReads(pages, fanOut, delivery, owed);
    this.payloads = new Payloads(node, options.clock());
    this.peers = new Peers(signals.channels());
    this.hints =
        new HintSender(
            node,
            partitions,
            signals,
            partition -> copies.areKept() || topics.isWatched(partition),
            () -> copies.areKept() || !delivery.voters.isEmpty(),
            peers,
            ear,
            wantsNames);
    SubjectReads reads = new SubjectReads(partitions, pages, fanOut);
    this.ticker =
        new Ticker(
            thread,
            tickNanos,
            topics,
            fanOut,
            reads,
            new Sweep(topics, delivery.voters, delivery, reads, ownReads),
            new LedgerWatch(
                new LedgerSource(options.ledger(), leaderboard, hidden),
                options.clock(),
                topics,
                fanOut),
            payloads,
            hints,
            delivery);
    this.parts =
        new LiveParts(
            topics,
            delivery.voters,
            fanOut,
            reads,
            ownReads,
            delivery,
            payloads,
            hints,
            ticker,
            listeners,
            copies);
    hidden.onShown(parts::shown);
    this.receiver =
        new HintReceiver(node, signals.channels(), topics, delivery.voters, peers, ear, parts);
  }

  private static ScheduledThreadPoolExecutor tickThread() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread created = new Thread(work, "vote-live");
              created.setDaemon(true);
              return created;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return thread;
  }

  /** Listens to other nodes. */
  public void start() {
    ear.listen(receiver);
    if (wantsNames || copies.areKept()) {
      parts.start();
    }
  }

  /** This node was cut off from the others for a while. */
  private void missed() {
    parts.unsureElsewhere(partition -> true);
  }

  @Override
  public LiveSubscription subscribe(
      @Nullable VoterId voter,
      Collection<? extends Interest> interests,
      LiveSubscriber subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    SubscriptionInterests.check(interests);
    OpenSubscription subscription = open(voter, new SubscriberSink(subscriber));
    subscription.track(interests);
    return subscription;
  }

  private OpenSubscription open(@Nullable VoterId voter, Sink sink) {
    OpenSubscription subscription = new OpenSubscription(voter, sink, delivery, topics, parts);
    synchronized (delivery) {
      requireOpen();
      delivery.joined(subscription);
    }
    parts.start();
    return subscription;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The engine is closed.");
    }
  }

  @Override
  public Flow.Publisher<SharedUpdate> publisher(
      @Nullable VoterId voter, Collection<? extends Interest> interests) {
    List<Interest> wanted = List.copyOf(interests);
    SubscriptionInterests.check(wanted);
    requireOpen();
    return subscriber -> {
      FlowSink sink = new FlowSink(subscriber);
      OpenSubscription subscription = open(voter, sink);
      sink.begin(subscription);
      subscription.track(wanted);
    };
  }

  @Override
  public void publish(String channel, String json) {
    IdRules.check("channel", channel);
    if (json.length() > LONGEST_PAYLOAD) {
      throw new InvalidInputException("json", "is longer than " + LONGEST_PAYLOAD + " characters");
    }
    requireOpen();
    Hint.Published published = payloads.publish(channel, json);
    parts.deliver(published.payload());
    hints.send(0, published);
  }

  @Override
  public void refresh(SubjectId subject) {
    refresh(new Hint.Refresh(subject.poll(), subject), partitionOf.applyAsInt(subject));
  }

  @Override
  public void refresh(String poll) {
    refresh(new Hint.Refresh(poll, null), 0);
  }

  private void refresh(Hint.Refresh refresh, int partition) {
    requireOpen();
    parts.refresh(refresh);
    hints.send(partition, refresh);
  }

  @Override
  public void cast(VoterId voter, SubjectId subject, Choice choice, Tally tally, boolean exact) {
    copies.cast(voter, subject, choice, tally);
    if (isIdle()) {
      return;
    }
    hints.changed(subject, partitionOf.applyAsInt(subject), voter);
    found(subject);
    SubjectTopic topic = topics.find(subject);
    if (topic == null) {
      return;
    }
    fanOut.offer(topic, tally, exact);
    if (!delivery.voters.isEmpty()) {
      for (OpenSubscription subscription : delivery.voters.of(voter)) {
        own(subscription, subject, choice, tally);
      }
    }
  }

  /** Returns whether nothing is watched, on this node or another. */
  private boolean isIdle() {
    return topics.isEmpty() && !peers.wantAny();
  }

  private static void own(
      OpenSubscription subscription, SubjectId subject, Choice choice, Tally tally) {
    for (OwnTracker tracker : subscription.interests().own(List.of(subject))) {
      if (subscription.offer(tracker, choice, KnownVersion.of(tally))) {
        subscription.mark(tracker);
        subscription.resume();
      }
    }
  }

  /** The first vote on a subject of a poll that is watched as a whole makes it known. */
  private void found(SubjectId subject) {
    PollSubjectsTopic poll = topics.findPoll(subject.poll());
    if (poll != null && !poll.known.contains(subject) && hidden.isPublic(subject.poll())) {
      LedgerWatch.found(poll, List.of(subject));
    }
  }

  @Override
  public void changed(SubjectId subject, @Nullable VoterId voter) {
    copies.changed(subject, voter);
    if (isIdle()) {
      return;
    }
    hints.changed(subject, partitionOf.applyAsInt(subject), voter);
    SubjectTopic topic = topics.find(subject);
    if (topic != null) {
      parts.stale(topic);
      if (voter != null) {
        delivery
            .voters
            .of(voter)
            .forEach(subscription -> parts.staleOwn(subscription, List.of(subject)));
      }
    }
  }

  @Override
  public void everythingChanged() {
    copies.everythingChanged();
  }

  @Override
  public void event(EngineEvent event) {
    if (event instanceof EngineEvent.VoteQuarantined e) {
      withdrawn(
          e.voter(), new VoteWithdrawn(e.subject(), e.requestId(), e.choice(), Reason.QUARANTINED));
    } else if (event instanceof EngineEvent.VoteLost e) {
      withdrawn(e.voter(), new VoteWithdrawn(e.subject(), e.requestId(), e.choice(), Reason.LOST));
    } else if (event instanceof EngineEvent.VoteReconciled e) {
      e.subjects().forEach(subject -> reconciled(subject, e.cause()));
      hints.corrected(e.subjects(), partitionOf, e.cause());
    } else if (event instanceof EngineEvent.PartitionRecovered e) {
      unsure(e.partition());
    } else if (event instanceof EngineEvent.PartitionDegraded e) {
      copies.everythingChanged();
      parts.unsure(partition -> partition == e.partition());
    } else if (event instanceof EngineEvent.PartitionRestored e) {
      unsure(e.partition());
    }
  }

  private void withdrawn(VoterId voter, VoteWithdrawn vote) {
    SubjectId subject = vote.subject();
    Hint.Withdrawn withdrawn = new Hint.Withdrawn(subject, voter, vote);
    parts.withdrawn(withdrawn);
    changed(subject, voter);
    hints.send(partitionOf.applyAsInt(subject), withdrawn);
  }

  private void reconciled(SubjectId subject, EngineEvent.Cause cause) {
    copies.corrected(IdHash.of(subject));
    SubjectTopic topic = topics.find(subject);
    if (topic != null) {
      parts.corrected(topic, cause);
    }
  }

  private void unsure(int partition) {
    parts.unsure(any -> any == partition);
    hints.send(partition, new Hint.Unsure(partition));
  }

  /** Ends all subscriptions with a message, and accepts no others. Repeated calls do nothing. */
  public void end() {
    synchronized (delivery) {
      if (closed) {
        return;
      }
      closed = true;
    }
    delivery.close();
  }

  /**
   * Ends all subscriptions and the threads, and sends to other nodes what has changed since the
   * last tick: their caches have nothing else to learn it from. Repeated calls do nothing.
   */
  public void close() {
    end();
    if (!left.compareAndSet(false, true)) {
      return;
    }
    ticker.stop();
    hints.run();
    if (ear.close()) {
      hints.close();
    }
  }
}
