/**
 * Talks to databases: transactions, the differences between dialects, and the settings that are
 * refused. Not exported.
 */
@NullMarked
package io.voteengine.jdbc.sql;

import org.jspecify.annotations.NullMarked;
