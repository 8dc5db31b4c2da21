/** Start, warm-up, and shutdown in order. Not exported. */
@NullMarked
package io.voteengine.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
