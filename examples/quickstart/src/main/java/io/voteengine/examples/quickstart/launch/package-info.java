/** A launch day: a crowd of visitors votes on posts. */
@NullMarked
package io.voteengine.examples.quickstart.launch;

import org.jspecify.annotations.NullMarked;
