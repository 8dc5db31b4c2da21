package io.voteengine.engine.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, which the build writes into a file. */
public final class Version {
  private Version() {}

  public static String current() {
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file == null) {
        return "of unknown version"; // Repacked by the host without its resources.
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "of unknown version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
