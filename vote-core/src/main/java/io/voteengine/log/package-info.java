/** Tools that keep the log short during an outage. For VoteEngine's own modules only. */
@NullMarked
package io.voteengine.log;

import org.jspecify.annotations.NullMarked;
