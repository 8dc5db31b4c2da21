/** Threads that repeat their work: pauses, wake-ups, and their end. Not exported. */
@NullMarked
package io.voteengine.sync.threads;

import org.jspecify.annotations.NullMarked;
