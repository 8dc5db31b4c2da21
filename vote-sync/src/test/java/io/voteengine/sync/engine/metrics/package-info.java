/** Tests of what an engine measures. */
@NullMarked
package io.voteengine.sync.engine.metrics;

import org.jspecify.annotations.NullMarked;
