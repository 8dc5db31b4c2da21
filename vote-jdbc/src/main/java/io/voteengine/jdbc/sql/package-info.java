/**
 * Talks to databases: transactions, what differs between their dialects, and which of their
 * settings are refused. Not exported.
 */
@NullMarked
package io.voteengine.jdbc.sql;

import org.jspecify.annotations.NullMarked;
