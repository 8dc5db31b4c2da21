package io.voteengine.engine.cast;

import io.voteengine.RequestId;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Creates request ids: 64 random bits that identify this engine, and a counter whose bits are
 * spread by the finalizer of SplitMix64. That is a bijection, so no two ids are equal.
 */
final class RequestIdGenerator {
  private final long engine;
  private final AtomicLong counter;

  RequestIdGenerator() {
    SecureRandom random = new SecureRandom();
    engine = random.nextLong();
    counter = new AtomicLong(random.nextLong());
  }

  RequestId next() {
    long z = counter.incrementAndGet();
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return RequestId.of(new UUID(engine, z ^ (z >>> 31)));
  }
}
