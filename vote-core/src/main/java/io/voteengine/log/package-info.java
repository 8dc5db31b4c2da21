/** Keeps the log short while something is wrong. For VoteEngine's own modules. */
@NullMarked
package io.voteengine.log;

import org.jspecify.annotations.NullMarked;
