package io.voteengine.jdbc.source;

import io.voteengine.VoteEngine;
import io.voteengine.jdbc.VoteSchema;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads the library once more, which shares no static field with any other, and some of what it
 * needs from places of the test's choice. Everything else is that of the test.
 */
public final class LibraryLoader extends URLClassLoader {
  /**
   * @param places jars or folders, beside those of the library
   * @param packages what is loaded from there only, if at all
   */
  public LibraryLoader(List<URL> places, String... packages) {
    super(
        Stream.concat(
                Stream.of(VoteSchema.class, VoteEngine.class).map(LibraryLoader::place),
                places.stream())
            .toArray(URL[]::new),
        new Without(packages));
  }

  /** Where a class of the test's comes from. */
  static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static final class Without extends ClassLoader {
    private final List<String> packages;

    Without(String... packages) {
      this.packages = Stream.concat(Stream.of("io.voteengine."), Stream.of(packages)).toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (packages.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
