/** Messages between nodes about what has changed. Not exported. */
@NullMarked
package io.voteengine.engine.live.hint;

import org.jspecify.annotations.NullMarked;
