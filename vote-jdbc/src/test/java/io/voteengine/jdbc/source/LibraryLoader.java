package io.voteengine.jdbc.source;

import io.voteengine.VoteEngine;
import io.voteengine.jdbc.VoteSchema;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads the library once more, so that it shares no static field with another copy, and loads some
 * of its dependencies from places that the test chooses. Everything else comes from the test's
 * loader.
 */
public final class LibraryLoader extends URLClassLoader {
  /**
   * Creates the loader.
   *
   * @param places jars or folders, beside those of the library
   * @param packages packages that are loaded only from there
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
