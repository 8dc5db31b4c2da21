/**
 * The ledger in an SQL database: {@link io.voteengine.jdbc.JdbcVoteLedger}, and {@link
 * io.voteengine.jdbc.VoteSchema}, which creates its tables. Runs on PostgreSQL 14, MySQL 8.0,
 * MariaDB 10.11, or newer, and on H2 2.4. Your application brings the driver.
 */
@NullMarked
package io.voteengine.jdbc;

import org.jspecify.annotations.NullMarked;
