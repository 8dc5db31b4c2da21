package io.voteengine.spring.failure;

import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains why the engine could not be opened, in terms of properties. */
final class VoteFailureAnalyzer extends AbstractFailureAnalyzer<VoteException> {
  /** The error of H2 for a file that another process has open. */
  private static final int H2_FILE_IN_USE = 90020;

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, VoteException cause) {
    String action = action(cause);
    return action == null ? null : new FailureAnalysis(cause.getMessage(), action, cause);
  }

  private static @Nullable String action(VoteException cause) {
    if (isH2FileInUse(cause)) {
      return "Another process has the ledger's H2 file open. Stop it; or give each process a file of"
          + " its own (voteengine.ledger.file); or, for several nodes of one site, use a database"
          + " server (spring.datasource.url) and Redis (vote-redis).";
    }
    if (cause instanceof VoteConfigurationException wrong) {
      return action(wrong.problem());
    }
    if (cause instanceof VoteLedgerException) {
      return "Check that the ledger's database is running, and spring.datasource.* or"
          + " voteengine.ledger.*: URL, user, password, and the number of connections in the pool.";
    }
    return cause instanceof VoteStoreException
        ? "Check that Redis is running, and voteengine.redis.url or spring.data.redis.*: host, port,"
            + " user, password, TLS."
        : null;
  }

  private static String action(VoteConfigurationException.Problem problem) {
    return switch (problem) {
      case SCHEMA ->
          "Set voteengine.ledger.initialize-schema=always, so that the application creates and"
              + " updates the tables (its user needs that right). Or run the scripts of vote-jdbc,"
              + " classpath:io/voteengine/jdbc/<database>/V001__ledger.sql, with your own tool;"
              + " Flyway and Liquibase run before the engine is opened.";
      case PARTITIONS ->
          "Set voteengine.partitions to the number that the description says is recorded. It is"
              + " fixed when store and ledger are first used. For a new, empty site use another"
              + " voteengine.redis.key-prefix and another database.";
      case FOREIGN_STORE ->
          "If this is another site: set voteengine.redis.key-prefix to a prefix of its own, or use"
              + " another Redis. If the site has moved to another database: close all nodes on the"
              + " former one, and set voteengine.redis.take-over-from to the identity that the"
              + " description names first.";
      case SECOND_STORE ->
          "Several nodes of one site need one Redis: add vote-redis and set voteengine.redis.url or"
              + " spring.data.redis.*. A store in memory serves one process: stop the other one, or"
              + " give this one a database of its own. Where a node is replaced, stop the old one"
              + " before the new one starts.";
      case OTHER -> "Do what the description says.";
    };
  }

  private static boolean isH2FileInUse(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getErrorCode() == H2_FILE_IN_USE) {
        return true;
      }
    }
    return false;
  }
}
