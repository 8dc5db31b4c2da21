/** Removes what has outlived its retention. Not exported. */
@NullMarked
package io.voteengine.jdbc.upkeep;

import org.jspecify.annotations.NullMarked;
