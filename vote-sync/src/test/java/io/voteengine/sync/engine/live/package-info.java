/** Tests of live counts. */
@NullMarked
package io.voteengine.sync.engine.live;

import org.jspecify.annotations.NullMarked;
