/**
 * The ledger in SQL: {@link io.voteengine.jdbc.JdbcVoteLedger}, and {@link
 * io.voteengine.jdbc.VoteSchema}, which makes its tables. Runs on PostgreSQL 14, MySQL 8.0, MariaDB
 * 10.11, or newer, and on H2 2.4; the host adds the driver.
 */
@NullMarked
package io.voteengine.jdbc;

import org.jspecify.annotations.NullMarked;
