/** Live counts: interest by subject, ticks, delivery, and hints between nodes. Not exported. */
@NullMarked
package io.voteengine.engine.live;

import org.jspecify.annotations.NullMarked;
