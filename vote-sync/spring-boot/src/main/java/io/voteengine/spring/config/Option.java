package io.voteengine.spring.config;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Hands values of properties to the library, and names the property that it refuses. */
public final class Option {
  private Option() {}

  /** Sets an option, if the property has a value. */
  public static <T> void set(String property, @Nullable T value, Consumer<T> setter) {
    if (value == null) {
      return;
    }
    try {
      setter.accept(value);
    } catch (IllegalArgumentException e) {
      throw refused(property, value, e.getMessage());
    }
  }

  /** Returns the value, which must be there. */
  public static <T> T required(String property, @Nullable T value) {
    if (value == null) {
      throw refused(property, null, "It is required here, and has no value.");
    }
    return value;
  }

  /** Returns an exception that Spring Boot explains by property, value, origin and reason. */
  public static InvalidConfigurationPropertyValueException refused(
      String property, @Nullable Object value, @Nullable String reason) {
    return new InvalidConfigurationPropertyValueException(property, value, reason);
  }
}
