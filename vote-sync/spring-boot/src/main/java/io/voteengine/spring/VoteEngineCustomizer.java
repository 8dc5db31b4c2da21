package io.voteengine.spring;

import io.voteengine.VoteEngineBuilder;

/**
 * Changes the options of the auto-configured engine. Declare it as a bean. It is called once, at
 * start-up, after {@code voteengine.*} was applied; several are called in their order ({@code
 * Ordered} or {@code @Order}).
 */
@FunctionalInterface
public interface VoteEngineCustomizer {
  /**
   * Changes options.
   *
   * @param builder the builder of the engine; must not be built here
   */
  void customize(VoteEngineBuilder builder);
}
