/** A launch day in one command, and a replay of recorded votes: two small applications. */
@NullMarked
package io.voteengine.examples.quickstart;

import org.jspecify.annotations.NullMarked;
