/** Tests of the parts of live counts. */
@NullMarked
package io.voteengine.engine.live;

import org.jspecify.annotations.NullMarked;
