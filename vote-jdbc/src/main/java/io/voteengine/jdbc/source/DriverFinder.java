package io.voteengine.jdbc.source;

import io.voteengine.VoteConfigurationException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JDBC driver of a URL. {@link DriverManager} knows only the drivers on the class path at
 * its first use, so a driver inside an application, such as a WAR, is looked up by its name.
 */
final class DriverFinder {
  private DriverFinder() {}

  /**
   * Returns the class of a driver that only the application has; empty when the manager finds one
   * itself.
   *
   * @throws VoteConfigurationException when there is none
   */
  static Optional<Class<?>> find(String url) {
    try {
      DriverManager.getDriver(url);
      return Optional.empty();
    } catch (SQLException e) {
      String kind = DriverNames.kind(url);
      return Optional.of(
          loaders()
              .flatMap(
                  loader -> DriverNames.classes(kind).stream().map(name -> load(loader, name, url)))
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow(() -> DriverNames.missing(kind, e)));
    }
  }

  private static Stream<ClassLoader> loaders() {
    return Stream.of(
            Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
            Optional.of(DriverFinder.class.getClassLoader()))
        .flatMap(Optional::stream);
  }

  private static @Nullable Class<?> load(ClassLoader loader, String name, String url) {
    try {
      Class<?> type = loader.loadClass(name);
      Driver driver = (Driver) type.getDeclaredConstructor().newInstance();
      return driver.acceptsURL(url) ? type : null;
    } catch (ReflectiveOperationException | SQLException e) {
      return null;
    }
  }
}
