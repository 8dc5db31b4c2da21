/** The finalization of polls: their seal, result, ballots and root. Not exported. */
@NullMarked
package io.voteengine.jdbc.result;

import org.jspecify.annotations.NullMarked;
