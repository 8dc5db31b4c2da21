package io.voteengine.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata for GraalVM names what is read by name. No native image is built here. */
class NativeImageTest {
  /** Drivers that these tests do not have. */
  private static final Set<String> ABSENT =
      Set.of("org.mariadb.jdbc.Driver", "com.mysql.cj.jdbc.Driver");

  @ParameterizedTest
  @CsvSource({"vote-core", "vote-jdbc", "vote-redis"})
  void entriesNameWhatExists(String module) throws Exception {
    for (JsonNode entry : metadata(module).path("resources")) {
      assertThat(resources("classpath*:" + entry.get("glob").asString())).isNotEmpty();
    }
    for (JsonNode entry : metadata(module).path("reflection")) {
      String name = entry.get("type").asString();
      if (ABSENT.contains(name)) {
        continue;
      }
      Class<?> type = Class.forName(name);
      for (JsonNode method : entry.path("methods")) {
        String called = method.get("name").asString();
        assertThat(called.equals("<init>") ? type.getDeclaredConstructor() : type.getMethod(called))
            .isNotNull();
      }
    }
    for (JsonNode entry : metadata(module).findValues("typeReached")) {
      assertThat(Class.forName(entry.asString())).isNotNull();
    }
  }

  @Test
  void allScriptsAreNamed() throws IOException {
    List<Pattern> globs =
        Stream.of("vote-jdbc", "vote-redis")
            .flatMap(NativeImageTest::globs)
            .map(glob -> Pattern.compile(".*/" + glob.replace("*", "[^/]*")))
            .toList();
    assertThat(
            Stream.of("lua", "sql")
                .flatMap(kind -> resources("classpath*:io/voteengine/**/*." + kind).stream()))
        .hasSizeGreaterThan(20)
        .allMatch(script -> globs.stream().anyMatch(glob -> glob.matcher(script).matches()));
  }

  private static Stream<String> globs(String module) {
    return StreamSupport.stream(metadata(module).path("resources").spliterator(), false)
        .map(entry -> entry.get("glob").asString());
  }

  private static JsonNode metadata(String module) {
    String path = "/META-INF/native-image/io.voteengine/" + module + "/reachability-metadata.json";
    try (InputStream file = NativeImageTest.class.getResourceAsStream(path)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(file, path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> resources(String pattern) {
    try {
      return Stream.of(new PathMatchingResourcePatternResolver().getResources(pattern))
          .map(Resource::toString)
          .map(text -> text.replaceAll("^.*\\[|\\]$", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
