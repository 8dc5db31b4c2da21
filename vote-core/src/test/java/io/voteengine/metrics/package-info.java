/** Tests of meters. */
@NullMarked
package io.voteengine.metrics;

import org.jspecify.annotations.NullMarked;
