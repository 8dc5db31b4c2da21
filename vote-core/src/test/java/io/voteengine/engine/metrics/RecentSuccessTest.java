package io.voteengine.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voteengine.CastResult;
import io.voteengine.RequestId;
import org.junit.jupiter.api.Test;

class RecentSuccessTest {
  private final CastMeters casts = new CastMeters();
  private final RecentSuccess success = new RecentSuccess(casts);

  private void failed(int times) {
    for (int i = 0; i < times; i++) {
      casts.ended(null, CastError.STORE);
    }
  }

  @Test
  void noCastIsASuccess() {
    assertThat(success.rate()).isEqualTo(1);
  }

  @Test
  void rateIsThatOfTheLastTicksOnly() {
    failed(1);
    assertThat(success.rate()).isZero();
    success.tick();
    casts.ended(new CastResult.Unknown(RequestId.named("r")), null);
    assertThat(success.rate()).isCloseTo(0.5, within(1e-9));
    for (int tick = 0; tick < 5; tick++) {
      success.tick();
    }
    assertThat(success.rate()).as("the failure is older than the window").isEqualTo(1);
  }
}
