package io.voteengine.examples.board;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the site: {@code --redis}, {@code --jdbc} and {@code --folder} say where votes are. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class LiveBoard {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(LiveBoard.class);

  /** They log to the JDK's loggers, which forget their levels unless somebody holds them. */
  private static final List<Logger> LIBRARIES =
      List.of(Logger.getLogger("org.apache"), Logger.getLogger("org.hibernate"));

  /**
   * Starts the site.
   *
   * @param args see {@link Arguments}, and any property of Spring as {@code --name=value}
   */
  public static void main(String[] args) {
    // Logs go through SLF4J to slf4j-simple; Spring Boot must not set up another system.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    LIBRARIES.forEach(logger -> logger.setLevel(Level.WARNING));
    SpringApplication.run(LiveBoard.class, Arguments.toProperties(args));
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> address(Environment environment) {
    return ready ->
        log.info(
            "The site is at http://localhost:{}", environment.getProperty("local.server.port"));
  }
}
