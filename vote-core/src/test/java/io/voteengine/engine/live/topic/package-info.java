/** Tests of the parts of live counts. */
@NullMarked
package io.voteengine.engine.live.topic;

import org.jspecify.annotations.NullMarked;
