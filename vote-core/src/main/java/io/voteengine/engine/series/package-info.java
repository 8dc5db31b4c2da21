/** Records the polls of series ahead of their time. Not exported. */
@NullMarked
package io.voteengine.engine.series;

import org.jspecify.annotations.NullMarked;
