package io.voteengine.spring.wire;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/**
 * Finds Redis by the connection details of Spring Data Redis. The store makes a client of its own
 * from them: Spring's sends a command again when its connection dies, so that a vote could be
 * executed twice.
 */
final class SpringDataRedis {
  private static final String WHY = "connection details of Spring Data Redis";

  private final DataRedisConnectionDetails details;
  private final boolean tls;

  private SpringDataRedis(DataRedisConnectionDetails details, boolean tls) {
    this.details = details;
    this.tls = tls;
  }

  static RedisLocation location(DataRedisConnectionDetails details, Environment environment) {
    Binder binder = Binder.get(environment);
    if (binder
        .bind("spring.data.redis.masterreplica.nodes", Bindable.listOf(String.class))
        .isBound()) {
      throw new VoteWiringException(
          "spring.data.redis.masterreplica names a fixed primary and replicas, which votes cannot"
              + " use: nothing would follow a failover.",
          "Set voteengine.redis.url to the primary, to Sentinels or to a cluster.");
    }
    // The details of a URL do not say that it begins with rediss.
    String url = environment.getProperty("spring.data.redis.url", "");
    boolean tls = details.getSslBundle() != null || url.startsWith("rediss:");
    return new SpringDataRedis(details, tls).location();
  }

  private RedisLocation location() {
    Cluster cluster = details.getCluster();
    if (cluster != null) {
      List<RedisURI> nodes = cluster.getNodes().stream().map(this::node).toList();
      return found("cluster " + text(cluster.getNodes()), () -> RedisVoteStore.builder(nodes));
    }
    Sentinel sentinel = details.getSentinel();
    if (sentinel != null) {
      RedisURI master = sentinels(sentinel);
      return found(
          "master '" + sentinel.getMaster() + "' of Sentinels " + text(sentinel.getNodes()),
          () -> RedisVoteStore.builder(master));
    }
    Standalone server = details.getStandalone();
    if (server == null) {
      throw new VoteWiringException(
          "The connection details of Spring Data Redis name no server that votes can use.",
          "Set voteengine.redis.url.");
    }
    RedisURI uri = node(new Node(server.getHost(), server.getPort()));
    uri.setDatabase(server.getDatabase());
    return found(server.getHost() + ":" + server.getPort(), () -> RedisVoteStore.builder(uri));
  }

  private RedisLocation found(String where, Supplier<RedisVoteStoreBuilder> builder) {
    SslBundle bundle = details.getSslBundle();
    return new RedisLocation(
        where,
        WHY,
        () -> bundle == null ? builder.get() : builder.get().sslOptions(sslOptions(bundle)));
  }

  private RedisURI node(Node node) {
    return authenticated(
        RedisURI.Builder.redis(node.host(), node.port()).withSsl(tls),
        details.getUsername(),
        details.getPassword());
  }

  private RedisURI sentinels(Sentinel sentinel) {
    RedisURI.Builder master =
        RedisURI.builder()
            .withSentinelMasterId(sentinel.getMaster())
            .withDatabase(sentinel.getDatabase())
            .withSsl(tls);
    for (Node node : sentinel.getNodes()) {
      master.withSentinel(
          authenticated(
              RedisURI.Builder.redis(node.host(), node.port()).withSsl(tls),
              sentinel.getUsername(),
              sentinel.getPassword()));
    }
    return authenticated(master, details.getUsername(), details.getPassword());
  }

  private static RedisURI authenticated(
      RedisURI.Builder builder, @Nullable String user, @Nullable String password) {
    if (password != null && user != null) {
      builder.withAuthentication(user, password);
    } else if (password != null) {
      builder.withPassword(password.toCharArray());
    }
    return builder.build();
  }

  private static SslOptions sslOptions(SslBundle bundle) {
    SslOptions.Builder options =
        SslOptions.builder()
            .keyManager(bundle.getManagers().getKeyManagerFactory())
            .trustManager(bundle.getManagers().getTrustManagerFactory());
    if (bundle.getOptions().getCiphers() != null) {
      options.cipherSuites(bundle.getOptions().getCiphers());
    }
    if (bundle.getOptions().getEnabledProtocols() != null) {
      options.protocols(bundle.getOptions().getEnabledProtocols());
    }
    return options.build();
  }

  private static String text(List<Node> nodes) {
    return nodes.stream()
        .map(node -> node.host() + ":" + node.port())
        .collect(Collectors.joining(","));
  }
}
