package io.voteengine.live;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An update that many subscribers share, with its encoded form. All subscribers of an engine that
 * get the same counts in the same tick get the same object, so that it is encoded once. Safe for
 * use by many threads.
 */
public final class SharedUpdate {
  private final LiveUpdate update;
  private volatile @Nullable Encoded encoded;

  /**
   * Wraps an update.
   *
   * @param update the update
   */
  public SharedUpdate(LiveUpdate update) {
    this.update = Objects.requireNonNull(update, "update");
  }

  /**
   * Returns the update.
   *
   * @return never null
   */
  public LiveUpdate update() {
    return update;
  }

  /**
   * Returns the update as an encoder encodes it. Keeps the last result: give the same encoder
   * object each time, or it is called each time. Two threads that ask at the same moment may both
   * call it.
   *
   * @param encoder encodes an update; must always give the same result for the same update
   * @param <T> the encoded form, immutable
   * @return what the encoder returned
   */
  @SuppressWarnings("unchecked")
  public <T> T encoded(Function<? super LiveUpdate, T> encoder) {
    Encoded kept = encoded;
    if (kept != null && kept.encoder == encoder) {
      return (T) kept.form;
    }
    T form = Objects.requireNonNull(encoder.apply(update), "encoder returned null");
    encoded = new Encoded(encoder, form);
    return form;
  }

  @Override
  public String toString() {
    return update.toString();
  }

  private record Encoded(Object encoder, Object form) {}
}
