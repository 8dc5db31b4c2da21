/** A launch day: a crowd of visitors votes on posts. */
@NullMarked
package io.voteengine.examples.launch;

import org.jspecify.annotations.NullMarked;
