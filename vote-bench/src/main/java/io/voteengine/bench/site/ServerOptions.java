package io.voteengine.bench.site;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that name the servers of a run. */
public final class ServerOptions {
  private static final String EMBEDDED = "embedded";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--redis",
      paramLabel = "URI|embedded|memory",
      defaultValue = EMBEDDED,
      description =
          "An empty Redis on loopback, which is emptied again; or one that this tool starts; or the"
              + " store in memory. Default ${DEFAULT-VALUE}")
  private String redis = EMBEDDED;

  @Option(
      names = "--jdbc",
      paramLabel = "URL|embedded|h2",
      defaultValue = EMBEDDED,
      description =
          "A PostgreSQL on loopback, which gets a schema for the run; or one that this tool starts;"
              + " or an H2 file. Default ${DEFAULT-VALUE}")
  private String jdbc = EMBEDDED;

  @Option(names = "--user", defaultValue = "postgres", description = "Default ${DEFAULT-VALUE}")
  private String user = "postgres";

  @Option(names = "--password", defaultValue = "", description = "Default none")
  private String password = "";

  /**
   * Opens the servers. A server of an option that makes no sense is refused, as is one far away.
   */
  public Servers open() {
    RedisServer store = null;
    try {
      store = openRedis();
      return new Servers(store, openSql());
    } catch (RuntimeException e) {
      if (store != null) {
        store.close();
      }
      throw e;
    }
  }

  private @Nullable RedisServer openRedis() {
    return switch (redis) {
      case "memory" -> null;
      case EMBEDDED -> RedisServer.start();
      default -> {
        requireNear("--redis", redis, "redis://");
        yield RedisServer.at(redis);
      }
    };
  }

  private SqlServer openSql() {
    return switch (jdbc) {
      case "h2" -> new H2Server();
      case EMBEDDED -> PostgresServer.start();
      default -> {
        requireNear("--jdbc", jdbc, "jdbc:postgresql://");
        yield PostgresServer.at(jdbc, user, password);
      }
    };
  }

  private void requireNear(String option, String address, String scheme) {
    Require require = new Require(command);
    require.that(
        address.startsWith(scheme),
        "%s must be %shost:port or one of the words in --help, and is %s"
            .formatted(option, scheme, address));
    require.that(
        Loopback.isNamedBy(address),
        option + " " + address + " is not on this machine: load is sent to loopback only");
  }
}
