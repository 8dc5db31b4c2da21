/** The near cache: copies of counts, choices and rankings. Alone uses Caffeine. Not exported. */
@NullMarked
package io.voteengine.engine.cache;

import org.jspecify.annotations.NullMarked;
