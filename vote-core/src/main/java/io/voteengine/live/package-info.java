/** Live counts: subscriptions to subjects, polls, leaderboards and channels of the host. */
@NullMarked
package io.voteengine.live;

import org.jspecify.annotations.NullMarked;
