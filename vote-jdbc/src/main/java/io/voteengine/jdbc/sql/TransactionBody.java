package io.voteengine.jdbc.sql;

import java.sql.SQLException;

/**
 * What to do within a transaction; run again from its beginning where the database asks for it. A
 * failed statement fails the whole attempt, so a body catches an {@link SQLException} only where it
 * has set a savepoint.
 */
@FunctionalInterface
public interface TransactionBody<T> {
  T run(Transaction tx) throws SQLException;
}
