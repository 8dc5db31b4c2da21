/**
 * The engine behind {@link io.voteengine.VoteEngine}: puts the parts together and translates
 * between them and the host. Not exported.
 */
@NullMarked
package io.voteengine.engine;

import org.jspecify.annotations.NullMarked;
