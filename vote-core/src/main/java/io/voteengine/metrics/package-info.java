/**
 * What an engine measures: a snapshot of its main figures, and the meters behind it, for binding to
 * a library of metrics.
 */
@NullMarked
package io.voteengine.metrics;

import org.jspecify.annotations.NullMarked;
