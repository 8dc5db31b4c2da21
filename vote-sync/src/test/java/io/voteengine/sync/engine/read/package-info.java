/** What pages and leaderboards show. */
@NullMarked
package io.voteengine.sync.engine.read;

import org.jspecify.annotations.NullMarked;
