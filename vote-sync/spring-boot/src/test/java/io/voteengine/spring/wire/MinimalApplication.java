package io.voteengine.spring.wire;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Votes once, in an application that has nothing but what vote-spring-boot brings along. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class MinimalApplication implements Callable<String> {
  /** Returns where votes were cast, and the count after the vote. */
  @Override
  public String call() {
    SpringApplication application = new SpringApplication(MinimalApplication.class);
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(
        Map.of(
            "spring.main.banner-mode", "off",
            "voteengine.ledger.memory", "true",
            "voteengine.polls.posts.unlimited", "true"));
    try (ConfigurableApplicationContext context = application.run()) {
      long up =
          context
              .getBean(VoteEngine.class)
              .cast(VoterId.of("ada"), SubjectId.of("posts", "42"), Choice.UP)
              .orElseThrow()
              .tally()
              .up();
      return context.getBean(VoteWiring.class).store() + ": " + up;
    }
  }
}
