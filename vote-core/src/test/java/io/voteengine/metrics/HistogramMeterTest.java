package io.voteengine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class HistogramMeterTest {
  private final HistogramMeter meter =
      new HistogramMeter(MeterId.of("voteengine.test", "seconds", "A test."), false);

  @Test
  void listenersReceiveWhatComesWhileTheyListen() {
    List<Long> heard = new ArrayList<>();
    LongConsumer listener = heard::add;
    meter.record(1);
    meter.addListener(listener);
    meter.record(2);
    meter.removeListener(listener);
    meter.record(3);
    assertThat(heard).containsExactly(2L);
  }

  @Test
  void listenerThatFailsHarmsNeitherTheCallerNorOthers() {
    List<Long> heard = new ArrayList<>();
    meter.addListener(
        value -> {
          throw new IllegalStateException("a registry that fails");
        });
    meter.addListener(heard::add);
    meter.record(1);
    assertThat(heard).containsExactly(1L);
  }
}
