/**
 * Writes votes: batches of the journal, votes cast in the ledger, and the tables that each write
 * touches. Not exported.
 */
@NullMarked
package io.voteengine.jdbc.apply;

import org.jspecify.annotations.NullMarked;
