package io.voteengine.jdbc.testing;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Three MariaDB servers on the loopback interface that form a Galera cluster. */
public final class GaleraCluster implements AutoCloseable {
  private static final int NODES = 3;
  private static final int PATIENCE_SECONDS = 120;

  private final List<ServerProgram> nodes = new ArrayList<>();

  private GaleraCluster() {}

  private static final class Shared {
    static final GaleraCluster CLUSTER = start();
  }

  /**
   * Returns a cluster that all tests of a run share.
   *
   * @return the cluster, which ends with the run
   */
  public static GaleraCluster shared() {
    return Shared.CLUSTER;
  }

  /**
   * Starts a cluster for one test.
   *
   * @return the cluster, of which every node answers
   */
  public static GaleraCluster start() {
    Path provider =
        MachineServers.galera()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No Galera to test with: install mariadb-server, galera-4 and rsync"));
    // rsync, which copies the data to a new node, drops the rights of root.
    RunAs user =
        RunAs.unlessRoot("mysql")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Galera does not run as root: allow root to run setpriv as the user mysql,"
                            + " or run the tests as another user"));
    GaleraCluster cluster = new GaleraCluster();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        ports.add(Programs.freePort());
      }
      for (int i = 0; i < NODES; i++) {
        cluster.add(provider, user, ports, i);
      }
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new IllegalStateException("Galera does not start", e);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void add(Path provider, RunAs user, List<Integer> ports, int i) throws IOException {
    String others = ports.stream().limit(i).map(port -> "127.0.0.1:" + port).collect(joining(","));
    ServerProgram node =
        MySqlProgram.newMariaDb(
            null,
            user,
            "--binlog-format=ROW",
            "--innodb-autoinc-lock-mode=2",
            "--wsrep-on=ON",
            "--wsrep-provider=" + provider,
            "--wsrep-cluster-name=votes",
            "--wsrep-cluster-address=gcomm://" + others,
            "--wsrep-node-name=node" + i,
            "--wsrep-node-address=127.0.0.1",
            "--wsrep-sst-method=rsync",
            "--wsrep-sst-receive-address=127.0.0.1:" + Programs.freePort(),
            "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:%d;ist.recv_addr=127.0.0.1:%d"
                .formatted(ports.get(i), Programs.freePort()));
    nodes.add(node);
    node.start();
    Awaitility.await("node " + i + ", see " + node.directory())
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> "Synced".equals(state(node.server())));
  }

  private static String state(DatabaseServer server) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW STATUS LIKE 'wsrep_local_state_comment'")) {
      return rows.next() ? rows.getString(2) : "";
    }
  }

  /**
   * Returns its nodes.
   *
   * @return the servers, in the order in which they joined
   */
  public List<ServerProgram> nodes() {
    return List.copyOf(nodes);
  }

  /** Ends the first node last, so that the others never vote without a majority. */
  @Override
  public void close() {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      nodes.get(i).close();
    }
    nodes.clear();
  }
}
