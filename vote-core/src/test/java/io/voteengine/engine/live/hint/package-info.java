/** Tests of the parts of live counts. */
@NullMarked
package io.voteengine.engine.live.hint;

import org.jspecify.annotations.NullMarked;
