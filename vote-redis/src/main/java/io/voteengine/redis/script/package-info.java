/**
 * Runs the scripts, whose sources are beside this package, and packs their arguments and replies.
 * Not exported.
 */
@NullMarked
package io.voteengine.redis.script;

import org.jspecify.annotations.NullMarked;
