package io.voteengine.engine.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads the version of this library from a file that the build writes. */
public final class Version {
  private Version() {}

  public static String current() {
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file == null) {
        return "of unknown version"; // The host repacked the jar without its resources.
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "of unknown version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
