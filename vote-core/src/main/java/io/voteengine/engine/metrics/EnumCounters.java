package io.voteengine.engine.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A counter for each value of an enum. Counting takes no lock. */
final class EnumCounters<E extends Enum<E>> {
  private final List<E> values;
  private final LongAdder[] counters;

  EnumCounters(Class<E> type) {
    this.values = List.of(type.getEnumConstants());
    this.counters = Stream.generate(LongAdder::new).limit(values.size()).toArray(LongAdder[]::new);
  }

  LongAdder of(E value) {
    return counters[value.ordinal()];
  }

  long sum() {
    return Stream.of(counters).mapToLong(LongAdder::sum).sum();
  }

  void forEach(BiConsumer<E, LongAdder> action) {
    values.forEach(value -> action.accept(value, of(value)));
  }
}
