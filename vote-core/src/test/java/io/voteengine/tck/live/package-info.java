/** The parts of the contract of live counts. */
@NullMarked
package io.voteengine.tck.live;

import org.jspecify.annotations.NullMarked;
