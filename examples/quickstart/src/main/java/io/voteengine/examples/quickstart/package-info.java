/** A launch day in one command, and a replay of recorded votes: the smallest hosts there are. */
@NullMarked
package io.voteengine.examples.quickstart;

import org.jspecify.annotations.NullMarked;
