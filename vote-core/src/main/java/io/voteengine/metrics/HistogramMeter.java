package io.voteengine.metrics;

import io.voteengine.log.LogThrottle;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times or sizes of something that happens often. It keeps none of them: it hands each one to its
 * listeners, and without any it costs next to nothing. Safe for use by many threads.
 */
public final class HistogramMeter implements EngineMeter {
  private static final Logger log = LoggerFactory.getLogger(HistogramMeter.class);
  private static final LongConsumer[] NOBODY = {};

  private final MeterId id;
  private final boolean detailed;
  private final LogThrottle logFailed = new LogThrottle();
  private volatile LongConsumer[] listeners = NOBODY;

  /**
   * Creates a meter that has no listeners.
   *
   * @param id the meter's name. With the unit {@code seconds} its values are nanoseconds, otherwise
   *     whole numbers of the unit
   * @param detailed whether percentiles of it are worth their cost; else number, sum and maximum
   *     will do
   */
  public HistogramMeter(MeterId id, boolean detailed) {
    this.id = id;
    this.detailed = detailed;
  }

  @Override
  public MeterId id() {
    return id;
  }

  /**
   * Returns whether the values are times.
   *
   * @return true: the values are nanoseconds
   */
  public boolean isTime() {
    return id.unit().equals("seconds");
  }

  /**
   * Returns whether percentiles are worth their cost.
   *
   * @return false where number, sum and maximum will do
   */
  public boolean isDetailed() {
    return detailed;
  }

  /**
   * Hands a value to all listeners. Does not block and never throws.
   *
   * @param value see the constructor
   */
  public void record(long value) {
    for (LongConsumer listener : listeners) {
      try {
        listener.accept(value);
      } catch (RuntimeException e) {
        logFailed.run(
            others ->
                log.warn(
                    "A listener of {} failed, and {} more times since the last such line; votes are"
                        + " not affected",
                    id.name(),
                    others,
                    e));
      }
    }
  }

  /**
   * Adds a listener.
   *
   * @param listener receives each value from now on, on the thread that recorded it, which it must
   *     not block
   */
  public synchronized void addListener(LongConsumer listener) {
    LongConsumer[] more = Arrays.copyOf(listeners, listeners.length + 1);
    more[listeners.length] = listener;
    listeners = more;
  }

  /**
   * Removes a listener. Does nothing when it is not there.
   *
   * @param listener as it was added
   */
  public synchronized void removeListener(LongConsumer listener) {
    listeners =
        Arrays.stream(listeners).filter(each -> each != listener).toArray(LongConsumer[]::new);
  }
}
