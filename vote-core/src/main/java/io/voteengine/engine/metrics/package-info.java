/** What the engine measures, and how it is read. Not exported. */
@NullMarked
package io.voteengine.engine.metrics;

import org.jspecify.annotations.NullMarked;
