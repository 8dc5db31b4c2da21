package io.voteengine.redis.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.SubjectId;
import io.voteengine.tck.testing.Watcher;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two engines on one Redis and one ledger, 50 watched subjects, 500 subscribers, and faults while
 * votes are cast: no version goes back at any subscriber, and all show the exact counts soon after
 * the last vote.
 */
class LiveFaultsTest {
  /** What is promised. A plain build shares its machine, so there it is allowed to take longer. */
  private static final Duration PROMISED = Duration.ofSeconds(2);

  private static final Duration PLAIN = PROMISED.multipliedBy(5);

  @Test
  void countsAreExactAfterFaults() {
    try (LiveSite site = new LiveSite(100)) {
      site.votes.voteFor(Duration.ofSeconds(1));
      site.votes.cutPubSub();
      site.blockDelivery();
      site.votes.voteFor(Duration.ofSeconds(1));
      site.votes.cutPubSub();
      site.votes.loseEverything();
      site.votes.voteFor(Duration.ofSeconds(2));
      site.unblockDelivery();
      site.votes.cutPubSub();
      site.votes.voteFor(Duration.ofSeconds(1));
      assertExact(site, PLAIN);
    }
  }

  @Test
  void countsAreExactAfterANodeWasDegraded() {
    try (LiveSite site = new LiveSite(20)) {
      site.votes.voteFor(Duration.ofSeconds(1));
      site.votes.freezeOneNode();
      site.votes.voteFor(Duration.ofSeconds(4));
      site.votes.thaw();
      site.votes.voteFor(Duration.ofSeconds(1));
      assertExact(site, PLAIN);
    }
  }

  @Tag("chaos")
  @Test
  void minuteOfFaultsLeavesAllCountsExact() {
    try (LiveSite site = new LiveSite(500)) {
      for (int second = 0; second < 60; second++) {
        if (second % 5 == 4) {
          site.votes.cutPubSub();
        }
        switch (second) {
          case 10 -> site.votes.freezeOneNode();
          case 20 -> site.votes.thaw();
          case 30 -> site.votes.loseEverything();
          case 40 -> site.blockDelivery();
          case 50 -> site.unblockDelivery();
          default -> {}
        }
        site.votes.voteFor(Duration.ofSeconds(1));
      }
      assertExact(site, PROMISED);
    }
  }

  private static void assertExact(LiveSite site, Duration within) {
    Duration took = site.untilExact();
    assertThat(took)
        .as("%d votes, %d updates", site.votes.accepted(), site.updates())
        .isLessThan(within);
    assertThat(site.votes.accepted()).isGreaterThan(300);
    for (Watcher watcher : site.watchers()) {
      assertThat(watcher.complaints).isEmpty();
      assertThat(watcher.ends).isEmpty();
    }
    List<SubjectId> wrong = site.wrong();
    assertThat(wrong).isEmpty();
  }
}
