package io.voteengine.spring.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.spring.config.ConfiguredPolls;
import io.voteengine.spring.config.VoteEngineProperties;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

/** What docs/spring-boot.md shows compiles, starts, and votes. */
class SpringBootPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "spring-boot.md");

  @Test
  void firstProjectVotesAlsoAfterARestart(@TempDir Path folder) throws Exception {
    Path source = Files.createDirectories(folder.resolve("com/example"));
    Files.writeString(source.resolve("VotingApplication.java"), blocks("java").get(0));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(
            compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-parameters",
                "-cp",
                System.getProperty("java.class.path"),
                source.resolve("VotingApplication.java").toString()))
        .isZero();
    Files.writeString(folder.resolve("application.yml"), blocks("yaml").get(0));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> application = loader.loadClass("com.example.VotingApplication");
      assertThat(vote(application, folder)).isEqualTo("1");
      assertThat(vote(application, folder)).isEqualTo("1");
    }
  }

  private static String vote(Class<?> application, Path folder) throws Exception {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(application)
            .bannerMode(Banner.Mode.OFF)
            .registerShutdownHook(false)
            .run(
                "--server.port=0",
                "--spring.config.location=" + folder.toUri(),
                // More is on this class path than the page's project has.
                "--voteengine.store=memory",
                "--voteengine.ledger.file=" + folder.resolve("votes"))) {
      String port = context.getEnvironment().getProperty("local.server.port");
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + port + "/votes?voter=ada&post=42"))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void productionPropertiesExist() throws IOException {
    var yaml =
        new YamlPropertySourceLoader()
            .load("page", new ByteArrayResource(blocks("yaml").get(1).getBytes(UTF_8)));
    VoteEngineProperties bound =
        new Binder(ConfigurationPropertySources.from(yaml))
            .bind(
                "voteengine",
                Bindable.of(VoteEngineProperties.class),
                new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> true))
            .get();
    assertThat(ConfiguredPolls.of(bound)).hasToString("polls [posts], series [launch]");
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }
}
