package io.voteengine.jdbc.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.VoteException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Tries each line of docs/database-settings.md, and checks the outcome that it states. */
@Tag("servers")
class DatabaseSettingsTest {
  private static final Path PAGE = Path.of("..", "docs", "database-settings.md");
  private static final Pattern LINE =
      Pattern.compile("\\| (.+?) \\| (pool|session|URL) \\| `(.+?)` \\| (.+) \\|");
  private static final Pattern NAMED_TEST =
      Pattern.compile("\\|[^|\\n]*\\|[^|\\n]*\\|[^|\\n]*\\| `(\\w+)\\.(\\w+)` \\|");

  private static final Map<String, Database> NAMES =
      Map.of(
          "H2", Database.H2,
          "PostgreSQL", Database.POSTGRES,
          "MySQL", Database.MYSQL,
          "MariaDB", Database.MARIADB);

  private static final Map<Database, TestDatabase> DATABASES = new EnumMap<>(Database.class);

  /** A line of the page, for one database. */
  private record Line(Database kind, String where, String setting, String outcome) {}

  @AfterAll
  static void drop() {
    DATABASES.values().forEach(TestDatabase::close);
    DATABASES.clear();
  }

  @TestFactory
  Stream<DynamicTest> eachLineIsAsItSays() throws IOException {
    return LINE.matcher(Files.readString(PAGE, UTF_8))
        .results()
        .flatMap(DatabaseSettingsTest::lines)
        .filter(line -> Database.tested().contains(line.kind()))
        .map(line -> dynamicTest(line.kind() + " " + line.setting(), () -> tryOut(line)));
  }

  @TestFactory
  Stream<DynamicTest> eachNamedTestIsThere() throws IOException {
    return NAMED_TEST
        .matcher(Files.readString(PAGE, UTF_8))
        .results()
        .map(
            test ->
                dynamicTest(
                    test.group(1) + "." + test.group(2),
                    () ->
                        assertThat(testClass(test.group(1)).getDeclaredMethods())
                            .anyMatch(method -> method.getName().equals(test.group(2)))));
  }

  private static Class<?> testClass(String name) throws IOException, ClassNotFoundException {
    Path sources = Path.of("src/test/java");
    try (Stream<Path> files = Files.walk(sources)) {
      Path file = files.filter(f -> f.endsWith(name + ".java")).findFirst().orElseThrow();
      String path = sources.relativize(file).toString();
      return Class.forName(path.replace(".java", "").replace(File.separatorChar, '.'));
    }
  }

  private static Stream<Line> lines(MatchResult line) {
    Stream<Database> kinds =
        line.group(1).equals("all")
            ? Stream.of(Database.values())
            : Stream.of(line.group(1).split(", ")).map(NAMES::get);
    return kinds.map(kind -> new Line(kind, line.group(2), line.group(3), line.group(4)));
  }

  private static void tryOut(Line line) {
    HikariConfig config = config(line);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(5_000);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      if (line.outcome().startsWith("works")) {
        open(line.kind(), pool);
      } else {
        String[] parts = line.outcome().replaceFirst("^[^:]*: ", "").split("…");
        assertThatThrownBy(() -> open(line.kind(), pool))
            .isInstanceOf(VoteException.class)
            .hasMessageContainingAll(parts);
      }
    }
  }

  /** Several lines share a database, which has the ledger's tables; H2's are new for each line. */
  private static void open(Database kind, HikariDataSource pool) {
    if (kind == Database.H2) {
      VoteSchema.migrate(pool);
    }
    LedgerWorkout.run(JdbcVoteLedger.over(pool), "p" + UUID.randomUUID());
  }

  private static HikariConfig config(Line line) {
    HikariConfig config =
        line.where().equals("pool")
            ? new HikariConfig(properties(line.setting()))
            : new HikariConfig();
    if (line.where().equals("session")) {
      config.setConnectionInitSql(line.setting());
    }
    if (!line.setting().contains("maximumPoolSize")) {
      config.setMaximumPoolSize(3);
    }
    String options = line.where().equals("URL") ? line.setting() : "";
    if (line.kind() == Database.H2) {
      String url = "jdbc:h2:mem:" + UUID.randomUUID();
      config.setJdbcUrl(options.isEmpty() ? url : url + ";" + options);
      config.setUsername("sa");
      config.setPassword("");
      return config;
    }
    TestDatabase database = DATABASES.computeIfAbsent(line.kind(), DatabaseSettingsTest::migrated);
    String url = database.url();
    config.setJdbcUrl(options.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + options);
    config.setUsername(database.user());
    config.setPassword(database.password());
    return config;
  }

  private static TestDatabase migrated(Database kind) {
    TestDatabase database = kind.fresh();
    VoteSchema.migrate(database.dataSource());
    return database;
  }

  private static Properties properties(String settings) {
    Properties properties = new Properties();
    for (String setting : List.of(settings.split(", "))) {
      String[] pair = setting.split("=", 2);
      properties.setProperty(pair[0], pair[1]);
    }
    return properties;
  }
}
