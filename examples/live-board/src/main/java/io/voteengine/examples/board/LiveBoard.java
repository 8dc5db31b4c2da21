package io.voteengine.examples.board;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the site: {@code --redis}, {@code --jdbc} and {@code --folder} say where votes are. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class LiveBoard {
  /**
   * Starts the site.
   *
   * @param args see {@link Arguments}, and any property of Spring as {@code --name=value}
   */
  public static void main(String[] args) {
    // Logs go through SLF4J to slf4j-simple; Spring Boot must not set up another system.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SpringApplication.run(LiveBoard.class, Arguments.toProperties(args));
  }
}
