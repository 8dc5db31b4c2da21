/**
 * The interfaces that implementations provide to the engine: {@link io.voteengine.spi.VoteStore},
 * where votes are cast; {@link io.voteengine.spi.VoteLedger}, where they are durable; {@link
 * io.voteengine.spi.VoteReconciler}, which carries them from one to the other. Host applications
 * choose implementations and need nothing else from this package.
 *
 * <p>Times are microseconds since 1970, as in {@link io.voteengine.util.Micros}.
 */
@NullMarked
package io.voteengine.spi;

import org.jspecify.annotations.NullMarked;
