/** A site of several engines with lines that can be cut. */
@NullMarked
package io.voteengine.sync.testing;

import org.jspecify.annotations.NullMarked;
