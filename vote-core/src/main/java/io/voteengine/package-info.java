/**
 * The API that a host application uses: build a {@link io.voteengine.VoteEngine}, open polls, cast
 * votes, read tallies.
 */
@NullMarked
package io.voteengine;

import org.jspecify.annotations.NullMarked;
