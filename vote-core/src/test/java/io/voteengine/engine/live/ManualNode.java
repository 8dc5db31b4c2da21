package io.voteengine.engine.live;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.engine.live.hint.Ear;
import io.voteengine.engine.live.hint.Hint;
import io.voteengine.engine.live.hint.HintSender;
import io.voteengine.engine.live.hint.Payloads;
import io.voteengine.engine.live.hint.Peers;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveOptions;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.StoreSignals;
import io.voteengine.tck.testing.MovableClock;
import io.voteengine.tck.testing.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node whose ticks a test makes, without a sweep: what it reads it reads because of a hint. */
final class ManualNode implements AutoCloseable {
  static final int PARTITIONS = 4;

  /** The store of all nodes: counts and choices by subject. */
  static final class Store {
    final Map<SubjectId, Tally> tallies = new ConcurrentHashMap<>();
    final Map<SubjectId, Choice> choices = new ConcurrentHashMap<>();
  }

  final List<SubjectId> reads = new CopyOnWriteArrayList<>();
  final List<SubjectId> ownReads = new CopyOnWriteArrayList<>();
  final Topics topics =
      new Topics(
          PARTITIONS, subject -> subject.partition(PARTITIONS), Duration.ZERO, new ShownToAll());
  final Peers peers;
  final HintSender hints;
  final HintReceiver receiver;
  final Payloads payloads;

  private final FanOut fanOut = new FanOut(1);
  private final Delivery delivery =
      new Delivery(Executors.newSingleThreadScheduledExecutor(), LiveOptions.defaults());
  private final SubjectReads subjectReads;
  private final LiveParts parts;
  private final Ticker noTicks;
  final HeardCopies copies = new HeardCopies();
  private final Listeners listeners = new Listeners(List.of(), null, Duration.ZERO);

  ManualNode(long number, Store store, StoreSignals signals) {
    Pages pages = (subjects, voter) -> read(store, subjects, voter);
    Ear ear = new Ear(signals, () -> {});
    peers = new Peers(signals.channels());
    hints =
        new HintSender(
            number,
            PARTITIONS,
            signals,
            topics::isWatched,
            () -> !delivery.voters.isEmpty(),
            peers,
            ear,
            false);
    payloads = new Payloads(number, new MovableClock());
    subjectReads = new SubjectReads(PARTITIONS, pages, fanOut);
    OwnReads own = new OwnReads(pages, fanOut, delivery, key -> false);
    ScheduledThreadPoolExecutor ended = new ScheduledThreadPoolExecutor(1);
    ended.shutdown();
    LedgerWatch ledger = new LedgerWatch(new NoLedger(), new MovableClock(), topics, fanOut);
    noTicks =
        new Ticker(
            ended,
            1,
            topics,
            fanOut,
            subjectReads,
            new Sweep(topics, delivery.voters, delivery, subjectReads, own),
            ledger,
            payloads,
            hints,
            delivery);
    parts =
        new LiveParts(
            topics,
            delivery.voters,
            fanOut,
            subjectReads,
            own,
            delivery,
            payloads,
            hints,
            noTicks,
            listeners,
            copies);
    receiver =
        new HintReceiver(number, signals.channels(), topics, delivery.voters, peers, ear, parts);
  }

  private CompletableFuture<List<SubjectView>> read(
      Store store, List<SubjectId> subjects, @Nullable VoterId voter) {
    (voter == null ? reads : ownReads).addAll(subjects);
    return CompletableFuture.completedFuture(
        subjects.stream()
            .map(
                subject ->
                    new SubjectView(
                        subject,
                        store.tallies.getOrDefault(subject, new Tally(0, 0, 1, 0)),
                        store.choices.getOrDefault(subject, Choice.NONE),
                        true))
            .toList());
  }

  private static final class NoLedger implements LedgerWatch.Source {
    @Override
    public Optional<PollSnapshot> poll(String name) {
      return Optional.empty();
    }

    @Override
    public List<SubjectView> top(String poll, int limit) {
      return List.of();
    }

    @Override
    public List<RankedSubject> top(String poll, Ranking ranking, int limit) {
      return List.of();
    }

    @Override
    public void lookWhatIsHidden(Supplier<Set<String>> polls) {}
  }

  Watcher watch(@Nullable VoterId voter, Interest interest) {
    Watcher watcher = new Watcher();
    OpenSubscription subscription =
        new OpenSubscription(voter, new SubscriberSink(watcher), delivery, topics, parts);
    delivery.joined(subscription);
    subscription.track(List.of(interest));
    return watcher;
  }

  void publish(String channel, String json) {
    Hint.Published published = payloads.publish(channel, json);
    parts.deliver(published.payload());
    hints.send(0, published);
  }

  /** What one tick does, but for the sweep. */
  void tick() {
    noTicks.runWaiting();
    subjectReads.run();
    fanOut.run();
    hints.run();
  }

  void forgetReads() {
    reads.clear();
    ownReads.clear();
  }

  @Override
  public void close() {
    delivery.close();
  }
}
