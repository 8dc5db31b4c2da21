/**
 * Runs the scripts, whose sources lie beside this package, and packs what they take and answer. Not
 * exported.
 */
@NullMarked
package io.voteengine.redis.script;

import org.jspecify.annotations.NullMarked;
