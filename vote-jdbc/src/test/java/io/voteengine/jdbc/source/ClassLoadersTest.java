package io.voteengine.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.jdbc.JdbcVoteLedger;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** What a host's class path may have in other places or versions than ours. */
class ClassLoadersTest {
  private static final String[] WITHOUT_DRIVER = {"com.zaxxer.hikari.", "org.h2."};
  private static final URL POOL = LibraryLoader.place(HikariDataSource.class);
  private static final URL H2 = LibraryLoader.place(Driver.class);

  /** Opens a ledger in memory, with the library of a class loader. */
  private static void open(ClassLoader library, ClassLoader context) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(context);
      Class<?> type = library.loadClass(JdbcVoteLedger.class.getName());
      try (AutoCloseable ledger = (AutoCloseable) type.getMethod("memory").invoke(null)) {
        type.getMethod("open", int.class).invoke(ledger, 1);
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void driverThatOnlyTheApplicationsClassLoaderHasIsFound() throws Exception {
    try (LibraryLoader library = new LibraryLoader(List.of(POOL), WITHOUT_DRIVER);
        URLClassLoader application = new URLClassLoader(new URL[] {H2}, library)) {
      open(library, application);
    }
  }

  @Test
  void driverBesideTheLibraryIsFoundByThreadsOfAnotherClassLoader() throws Exception {
    try (LibraryLoader library = new LibraryLoader(List.of(POOL, H2), WITHOUT_DRIVER)) {
      open(library, ClassLoader.getPlatformClassLoader());
    }
  }

  @Test
  void driverThatIsNowhereIsNamed() throws IOException {
    try (LibraryLoader library = new LibraryLoader(List.of(POOL), WITHOUT_DRIVER)) {
      assertThatThrownBy(() -> open(library, library))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContainingAll("com.h2database:h2", "context class loader", "DataSource");
    }
  }

  private static LibraryLoader withAnnotations(@Nullable String version)
      throws MalformedURLException {
    List<URL> places = new ArrayList<>();
    places.add(LibraryLoader.place(JsonParser.class));
    places.add(LibraryLoader.place(JsonMapper.class));
    if (version != null) {
      Path jar = Path.of("target/annotations/jackson-annotations-" + version + ".jar");
      assertThat(jar).as("copied there by the build").matches(Files::isRegularFile);
      places.add(jar.toUri().toURL());
    }
    return new LibraryLoader(places, "tools.jackson.", "com.fasterxml.jackson.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.21", "2.22"})
  void annotationsOfTheRangeAreTaken(String version) throws Exception {
    try (LibraryLoader library = withAnnotations(version)) {
      open(library, library);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.19.2", "2.20", "none"})
  void olderAnnotationsAreRefusedAtTheStart(String version) throws Exception {
    try (LibraryLoader library = withAnnotations(version.equals("none") ? null : version)) {
      assertThatThrownBy(() -> open(library, library))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContainingAll("jackson-annotations 2.21", "dependencyManagement");
    }
  }
}
