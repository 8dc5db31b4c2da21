package io.voteengine.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.jdbc.JdbcVoteLedgerBuilder;
import io.voteengine.live.LiveOptions;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.poll.Series;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.sync.ReconcilerBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/configuration.md lists every option, and no other. */
class ConfigurationTest {
  private static final Path PAGE = Path.of("../../docs/configuration.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  @ParameterizedTest
  @ValueSource(
      classes = {
        VoteEngineBuilder.class,
        LiveOptions.class,
        NearCacheOptions.class,
        Poll.class,
        Series.class,
        ReconcilerBuilder.class,
        JdbcVoteLedgerBuilder.class,
        RedisVoteStoreBuilder.class,
        InMemoryVoteStore.Builder.class
      })
  void pageListsEveryOption(Class<?> builder) throws IOException {
    String heading =
        builder.isMemberClass()
            ? builder.getDeclaringClass().getSimpleName() + "." + builder.getSimpleName()
            : builder.getSimpleName();
    String page = Files.readString(PAGE);
    int begin = page.indexOf("\n## " + heading + "\n");
    assertThat(begin).as("section of %s", heading).isNotNegative();
    int end = page.indexOf("\n## ", begin + 1);
    Set<String> listed =
        ROW.matcher(page.substring(begin, end < 0 ? page.length() : end))
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> offered =
        Stream.of(builder.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> isOption(builder, method))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(offered);
  }

  private static boolean isOption(Class<?> builder, Method method) {
    return method.getReturnType() == builder || method.getName().equals("build");
  }
}
