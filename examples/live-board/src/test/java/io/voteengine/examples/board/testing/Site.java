package io.voteengine.examples.board.testing;

import io.voteengine.examples.board.LiveBoard;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A site of one test, on a free port. */
public final class Site implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Site(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts a site.
   *
   * @param more a configuration with beans of the test
   * @param arguments properties, as on the command line
   * @return the running site
   */
  public static Site start(Class<?> more, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--server.port=0");
    all.add("--voteengine.partitions=2");
    return new Site(
        new SpringApplicationBuilder(LiveBoard.class, more)
            .registerShutdownHook(false)
            .run(all.toArray(String[]::new)));
  }

  /** Starts a site as its users do. */
  public static Site start(String... arguments) {
    return start(Site.class, arguments);
  }

  public int port() {
    return Integer.parseInt(
        String.valueOf(context.getEnvironment().getProperty("local.server.port")));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
