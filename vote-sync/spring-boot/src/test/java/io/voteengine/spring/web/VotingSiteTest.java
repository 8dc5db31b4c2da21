package io.voteengine.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.testing.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A real application on Redis and PostgreSQL, with a web server and virtual threads on. */
class VotingSiteTest {
  private final RedisProcess redis = RedisProcess.start();
  private final TestDatabase database = TestDatabase.postgres();
  private final HttpClient client = HttpClient.newHttpClient();
  private String address = "";

  @BeforeEach
  void migrate() {
    VoteSchema.migrate(database.dataSource());
  }

  @AfterEach
  void close() {
    redis.close();
    database.close();
  }

  private ConfigurableApplicationContext start() {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(VotingSite.class)
            .bannerMode(Banner.Mode.OFF)
            .registerShutdownHook(false)
            .run(
                "--server.port=0",
                "--spring.threads.virtual.enabled=true",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.datasource.hikari.connection-init-sql=SET application_name = 'site'",
                "--spring.data.redis.port=" + redis.port(),
                "--management.endpoints.web.exposure.include=health,votes,metrics",
                "--management.endpoint.health.show-details=always",
                "--management.health.redis.enabled=false",
                "--voteengine.partitions=2",
                "--voteengine.drain-timeout=1s",
                "--voteengine.polls.posts.choices=UP");
    address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    return context;
  }

  @Test
  void siteVotesOverHttpAndShowsHowItIs() throws Exception {
    try (ConfigurableApplicationContext context = start()) {
      List<CompletableFuture<HttpResponse<String>>> votes =
          IntStream.range(0, 100)
              .mapToObj(voter -> post("/votes?post=42&voter=v" + voter))
              .toList();
      votes.forEach(vote -> assertThat(vote.join().statusCode()).isEqualTo(200));
      String answer = post("/votes?post=42&voter=ada").get().body();
      assertThat(answer).contains("\"up\":101");
      assertThat(answer.contains("VirtualThread"))
          .as("%s", answer)
          .isEqualTo(Runtime.version().feature() >= 21);

      assertThat(get("/actuator/health"))
          .satisfies(health -> assertThat(health.statusCode()).isEqualTo(200))
          .extracting(HttpResponse::body)
          .asString()
          .contains("\"votes\":{\"details\":{\"issues\":[]")
          .contains("\"status\":\"UP\"");
      assertThat(get("/actuator/votes").body())
          .contains("\"what\":\"Redis at localhost:" + redis.port())
          .contains("\"why\":\"connection details of Spring Data Redis\"")
          .contains("jdbc:postgresql:", "\"total_votes\":101", "\"status\":\"HEALTHY\"")
          .doesNotContain(database.password() + "@", "ada");
      assertThat(get("/actuator/votes/posts").body()).contains("\"choices\":[\"UP\"]");
      assertThat(get("/actuator/votes/unknown").statusCode()).isEqualTo(404);
      assertThat(get("/actuator/votes/" + "x".repeat(200)).statusCode()).isEqualTo(404);
      assertThat(get("/actuator/metrics/voteengine.votes?tag=outcome:accepted").body())
          .contains("\"value\":101");

      redis.kill();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> {
                HttpResponse<String> health = get("/actuator/health/votes");
                assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
                assertThat(health.body()).contains("\"status\":\"DEGRADED\"", "\"action\":");
              });
      assertThat(get("/actuator/health"))
          .satisfies(health -> assertThat(health.statusCode()).isEqualTo(200))
          .extracting(HttpResponse::body)
          .asString()
          .as("of the whole application")
          .endsWith("\"status\":\"DEGRADED\"}");
      assertThat(post("/votes?post=42&voter=eve").get().statusCode())
          .as("cast in the ledger")
          .isEqualTo(200);
    }
  }

  @Test
  void requestUnderWayVotesBeforeTheEngineCloses() throws Exception {
    ConfigurableApplicationContext context = start();
    CompletableFuture<HttpResponse<String>> slow = post("/slow");
    assertThat(VotingSite.Votes.SLOW_BEGUN.await(1, TimeUnit.MINUTES)).isTrue();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::takesNoConnections);
    VotingSite.Votes.SLOW_MAY_VOTE.countDown();
    assertThat(slow.get().statusCode()).isEqualTo(200);
    closed.join();
    assertThat(count("SELECT count(*) FROM vote")).as("durable").isEqualTo(1);
  }

  @Test
  void restartsLeaveNeitherThreadsNorConnections() throws Exception {
    start().close(); // What the JVM loads and starts once.
    Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    for (int round = 0; round < 3; round++) {
      try (ConfigurableApplicationContext context = start()) {
        assertThat(post("/votes?post=42&voter=v" + round).get().statusCode()).isEqualTo(200);
        assertThat(connections()).isPositive();
      }
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(threadsSince(before)).isEmpty();
              assertThat(connections()).isZero();
              assertThat(redis.info("clients")).containsPattern("connected_clients:1\\b");
            });
    assertThat(count("SELECT count(*) FROM vote")).isEqualTo(3);
  }

  private boolean takesNoConnections() {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(address).getPort())) {
      return socket.isClosed();
    } catch (IOException e) {
      return true;
    }
  }

  private int connections() {
    return count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'site'");
  }

  private int count(String sql) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names of threads, without those of the JVM, of this test, and of Reactor's shared pool. */
  private static List<String> threadsSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> !name.matches("(ForkJoinPool|HttpClient|awaitility|process|bounded).*"))
        .toList();
  }

  private CompletableFuture<HttpResponse<String>> post(String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(address + path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
  }
}
