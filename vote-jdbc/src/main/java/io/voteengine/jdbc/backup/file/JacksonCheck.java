package io.voteengine.jdbc.backup.file;

import io.voteengine.VoteConfigurationException;

/**
 * Checks at the start that poll files can be written: an application's build may pin parts of
 * Jackson to versions that do not fit together.
 */
public final class JacksonCheck {
  private JacksonCheck() {}

  /**
   * Tries to write a file.
   *
   * @throws VoteConfigurationException when that is not possible
   */
  public static void run() {
    try {
      BackupFormat.tryOut();
    } catch (LinkageError e) {
      throw new VoteConfigurationException(
          "Polls could not be written to files, because parts of Jackson are missing or do not fit"
              + " together ("
              + e
              + "): it takes tools.jackson.core:jackson-databind 3.2 and"
              + " com.fasterxml.jackson.core:jackson-annotations 2.21 or newer."
              + " A parent, such as Spring Boot's, may pin an older one: set the version in the"
              + " application's dependencyManagement.",
          e);
    }
  }
}
