/** Replays recorded votes from files. */
@NullMarked
package io.voteengine.examples.replay;

import org.jspecify.annotations.NullMarked;
