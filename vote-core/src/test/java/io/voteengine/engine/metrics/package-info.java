/** Tests of how recent figures are kept. */
@NullMarked
package io.voteengine.engine.metrics;

import org.jspecify.annotations.NullMarked;
