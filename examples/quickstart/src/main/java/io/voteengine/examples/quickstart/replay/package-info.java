/** Replays recorded votes from files. */
@NullMarked
package io.voteengine.examples.quickstart.replay;

import org.jspecify.annotations.NullMarked;
