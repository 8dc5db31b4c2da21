package io.voteengine.jdbc.backup;

import io.voteengine.VoteConfigurationException;

/**
 * Finds out at the start whether files of polls can be written: a host's build may pin parts of
 * Jackson to versions that do not go together.
 */
public final class JacksonCheck {
  private JacksonCheck() {}

  /**
   * @throws VoteConfigurationException when they cannot
   */
  public static void run() {
    try {
      PollFile.tryOut();
    } catch (LinkageError e) {
      throw new VoteConfigurationException(
          "Polls could not be written to files, because the application's parts of Jackson do not go"
              + " together ("
              + e
              + "): Jackson 3.2 needs com.fasterxml.jackson.core:jackson-annotations 2.21 or newer."
              + " A parent, such as Spring Boot's, may pin an older one: set the version in the"
              + " application's dependencyManagement.",
          e);
    }
  }
}
