/** Writes votes: batches of the journal, and the rows that each write touches. Not exported. */
@NullMarked
package io.voteengine.jdbc.apply;

import org.jspecify.annotations.NullMarked;
