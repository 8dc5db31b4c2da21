package io.voteengine.jdbc;

import java.sql.SQLException;

/**
 * What to do within a transaction; done again from its beginning where the database asks for it. A
 * failed statement fails the whole attempt, so a body never catches an {@link SQLException}; {@link
 * Isolation} does, with savepoints.
 */
@FunctionalInterface
interface TransactionBody<T> {
  T run(Transaction tx) throws SQLException;
}
