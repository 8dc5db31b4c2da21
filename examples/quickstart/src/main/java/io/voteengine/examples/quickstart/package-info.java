/** The first example to read: one class. */
@NullMarked
package io.voteengine.examples.quickstart;

import org.jspecify.annotations.NullMarked;
