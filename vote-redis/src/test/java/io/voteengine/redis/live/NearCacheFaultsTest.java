package io.voteengine.redis.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two nodes with near caches on one Redis, readers at both, and cut connections for messages while
 * both nodes cast votes: no copy is older than it says or than what its node has shown, and soon
 * after the last vote all cached reads are exact.
 */
class NearCacheFaultsTest {
  private static final NearCacheOptions DEFAULTS = NearCacheOptions.defaults();
  private static final Duration LONG = Duration.ofHours(1);

  /** With these, only messages keep copies right. */
  private static final NearCacheOptions OUTLIVING = DEFAULTS.counts(LONG).choices(LONG);

  /** After a cut connection was renewed, the beats of two seconds show what was lost. */
  private static final Duration NOTICED = Duration.ofSeconds(4);

  /** A node that has been silent for five seconds is sent no more messages. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(8);

  /** A plain build shares its machine, so there it is allowed to take longer. */
  private static final int PLAIN = 2;

  @Test
  void copiesAreExactOnceLostMessagesAreNoticed() {
    try (CacheReaders readers = new CacheReaders(LONG);
        VotingSite site = site(OUTLIVING, readers)) {
      for (int i = 0; i < 3; i++) {
        site.voteFor(Duration.ofSeconds(1));
        site.cutPubSub();
      }
      assertExact(site, readers, site.engines(), NOTICED.multipliedBy(PLAIN));
    }
  }

  @Test
  void noCopyOutlivesItsTimeWhileMessagesDoNotArrive() {
    try (CacheReaders readers = new CacheReaders(DEFAULTS.counts());
        VotingSite site = site(DEFAULTS, readers)) {
      site.voteFor(Duration.ofSeconds(1));
      site.voteFor(DEFAULTS.counts().plusSeconds(2), site::cutPubSub);
      assertExact(site, readers, site.engines(), DEFAULTS.counts().multipliedBy(PLAIN));
    }
  }

  @Test
  void nodeThatReceivesNothingStillSends() {
    try (CacheReaders readers = new CacheReaders(LONG);
        VotingSite site = site(OUTLIVING, readers)) {
      site.voteFor(Duration.ofSeconds(1));
      site.deafenSecondNode();
      site.voteFor(FORGOTTEN);
      VoteEngine hearing = site.engines().get(0);
      assertExact(site, readers, List.of(hearing), NOTICED.multipliedBy(PLAIN));
      site.hearSecondNode();
      assertExact(site, readers, site.engines(), Waiting.AMPLE);
    }
  }

  private static VotingSite site(NearCacheOptions options, CacheReaders readers) {
    VotingSite site = new VotingSite(builder -> builder.nearCache(options), readers::accepted);
    site.engines().forEach(readers::readFrom);
    return site;
  }

  private static void assertExact(
      VotingSite site, CacheReaders readers, List<VoteEngine> nodes, Duration within) {
    site.awaitAnswers();
    long quiet = System.nanoTime();
    List<List<SubjectView>> truth = everything(site.engines().get(0), ReadMode.bypass());
    assertThat(truth).allSatisfy(page -> assertThat(page).allMatch(SubjectView::exact));
    for (VoteEngine node : nodes) {
      Waiting.until(() -> same(everything(node, ReadMode.cacheFirst()), truth));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - quiet)).isLessThan(within);
    assertThat(readers.complaints).isEmpty();
    assertThat(readers.copies).hasValueGreaterThan(1_000);
    assertThat(site.accepted()).isGreaterThan(300);
  }

  /** Returns what all voters see, and last what a reader without a name sees. */
  private static List<List<SubjectView>> everything(VoteEngine node, ReadMode mode) {
    return IntStream.rangeClosed(0, VotingSite.VOTERS)
        .mapToObj(i -> i == VotingSite.VOTERS ? null : VotingSite.voter(i))
        .map(voter -> node.page(VotingSite.SUBJECTS, voter, mode))
        .toList();
  }

  private static boolean same(List<List<SubjectView>> pages, List<List<SubjectView>> truth) {
    for (int i = 0; i < truth.size(); i++) {
      for (int j = 0; j < truth.get(i).size(); j++) {
        SubjectView shown = pages.get(i).get(j);
        SubjectView right = truth.get(i).get(j);
        if (!shown.tally().equals(right.tally()) || shown.choice() != right.choice()) {
          return false;
        }
      }
    }
    return true;
  }
}
