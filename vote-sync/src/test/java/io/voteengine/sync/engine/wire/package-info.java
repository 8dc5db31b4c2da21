/** Sessions of the live protocol on a whole engine. */
@NullMarked
package io.voteengine.sync.engine.wire;

import org.jspecify.annotations.NullMarked;
