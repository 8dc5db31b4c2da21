/** The health of an engine, its figures, and the remedy for each problem. */
@NullMarked
package io.voteengine.health;

import org.jspecify.annotations.NullMarked;
