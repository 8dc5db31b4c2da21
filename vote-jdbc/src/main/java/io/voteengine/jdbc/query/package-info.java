/** Reads votes, rankings, history and activity, and recounts tallies. Not exported. */
@NullMarked
package io.voteengine.jdbc.query;

import org.jspecify.annotations.NullMarked;
