package io.voteengine.sync.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoterId;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A host without Caffeine on its class path. */
class WithoutCaffeineTest {
  /** What such a host does; loaded with a library of its own. */
  public static final class Host {
    private Host() {}

    /** Votes and reads; returns whether the read was exact. */
    public static boolean run(boolean nearCache) {
      VoteEngineBuilder builder =
          VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory())
              .reconciler(Reconciler.withDefaults());
      if (nearCache) {
        builder.nearCache(NearCacheOptions.defaults());
      }
      try (VoteEngine engine = builder.build()) {
        engine.polls().define(Poll.named("posts"));
        VoterId ada = VoterId.of("ada");
        SubjectId subject = SubjectId.of("posts", "1");
        engine.cast(ada, subject, Choice.UP).orElseThrow();
        engine.live().refresh(subject);
        engine.read(subject, ada, ReadMode.cacheFirst());
        SubjectView view = engine.read(subject, ada, ReadMode.cacheFirst());
        return view.exact() && view.choice() == Choice.UP;
      }
    }
  }

  /** Everything but the library and Caffeine. */
  private static final class Parent extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.voteengine.") || name.startsWith("com.github.benmanes.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  private static Object runHost(boolean nearCache) throws Exception {
    URL[] library =
        Stream.of(VoteEngine.class, JdbcVoteLedger.class, Reconciler.class, Host.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(library, new Parent())) {
      Class<?> host = loader.loadClass(Host.class.getName());
      assertThat(host.getClassLoader()).isSameAs(loader);
      return host.getMethod("run", boolean.class).invoke(null, nearCache);
    }
  }

  @Test
  void engineWithoutANearCacheNeedsNoCaffeine() throws Exception {
    assertThat(runHost(false)).isEqualTo(true);
  }

  @Test
  void engineWithANearCacheSaysWhatIsMissing() {
    assertThatThrownBy(() -> runHost(true))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .hasMessageContainingAll(
            "nearCache", "com.github.ben-manes.caffeine:caffeine", "Nothing was opened")
        .hasToString(
            "io.voteengine.VoteConfigurationException: "
                + "nearCache(...) needs Caffeine, which is not on the class path of VoteEngine."
                + " Nothing was opened. Add the dependency com.github.ben-manes.caffeine:caffeine,"
                + " or build the engine without nearCache(...).");
  }

  @Test
  void sameHostRunsWithCaffeine() {
    assertThat(Host.run(true)).as("the second read is a copy").isFalse();
  }
}
