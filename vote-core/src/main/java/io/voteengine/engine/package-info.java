/**
 * The engine behind {@link io.voteengine.VoteEngine}: assembles the parts and translates between
 * them and the host. Not exported.
 */
@NullMarked
package io.voteengine.engine;

import org.jspecify.annotations.NullMarked;
