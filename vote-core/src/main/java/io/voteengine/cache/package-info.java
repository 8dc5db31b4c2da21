/** Which reads a node may answer from copies of its own, and how old these may be. */
@NullMarked
package io.voteengine.cache;

import org.jspecify.annotations.NullMarked;
