package io.voteengine.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureShareTest {
  private final AtomicLong nanos = new AtomicLong(-TimeUnit.SECONDS.toNanos(5));
  private final FailureShare share = new FailureShare(nanos::get);

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void oneSuccessAmongFailuresIsAShareNotACure() {
    for (int i = 0; i < 84; i++) {
      share.storeFailed(3);
    }
    for (int i = 0; i < 16; i++) {
      share.succeeded(nanos.get());
    }
    assertThat(share.count().failing()).isEqualTo(0.84);
    assertThat(share.lastFailed()).isEqualTo(3);
  }

  @Test
  void whatIsOlderThanTenSecondsDoesNotCount() {
    share.storeFailed(0);
    pass(5);
    share.ledgerFailed(0);
    share.succeeded(nanos.get());
    assertThat(share.count()).isEqualTo(new FailureShare.Count(3, 1, 1));
    pass(5);
    assertThat(share.count()).isEqualTo(new FailureShare.Count(2, 0, 1));
    pass(5);
    assertThat(share.count()).isEqualTo(new FailureShare.Count(0, 0, 0));
    assertThat(share.count().failing()).isZero();
  }

  @Test
  void failureIsRememberedUntilItIsKnownToBeOver() {
    share.storeFailed(2);
    pass(60);
    assertThat(share.isIdle()).isTrue();
    assertThat(share.lastFailed()).isEqualTo(2);
    share.forget();
    assertThat(share.lastFailed()).isEqualTo(-1);
  }

  @Test
  void engineIsIdleOnceNoCastHasEndedForASecond() {
    assertThat(share.isIdle()).isTrue();
    share.succeeded(nanos.get());
    pass(1);
    assertThat(share.isIdle()).isFalse();
    pass(1);
    assertThat(share.isIdle()).isTrue();
  }
}
