package io.voteengine.spring.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionalLibrariesTest {
  /** What an application without Redis, actuator, metrics and a DataSource does not have. */
  private static final Pattern OPTIONAL =
      Pattern.compile(
          "vote-redis|lettuce|netty|reactor|micrometer|/spring-(jdbc|tx|data|web)|"
              + "spring-boot-(health|actuator|data|jdbc|sql|micrometer|web|tomcat|servlet|test|"
              + "jackson|http|persistence|transaction|netty)");

  @Test
  void applicationWithoutAnyOptionalLibraryVotes() throws Exception {
    URL[] classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !OPTIONAL.matcher(entry.replace("vote-sync/spring-boot", "")).find())
            .map(OptionalLibrariesTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object application =
          loader
              .loadClass(MinimalApplication.class.getName())
              .getDeclaredConstructor()
              .newInstance();
      assertThat(((Callable<?>) application).call())
          .isEqualTo("memory (vote-redis is not on the class path): 1");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }
}
