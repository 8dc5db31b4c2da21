package io.voteengine.jdbc.sql;

import java.sql.SQLException;

/**
 * The work within a transaction. It runs again from its beginning when the database asks for it. A
 * failed statement fails the whole attempt, so a body catches an {@link SQLException} only after it
 * has set a savepoint.
 */
@FunctionalInterface
public interface TransactionBody<T> {
  T run(Transaction tx) throws SQLException;
}
