/** Pages and leaderboards, and loading what the store lacks. Not exported. */
@NullMarked
package io.voteengine.engine.read;

import org.jspecify.annotations.NullMarked;
