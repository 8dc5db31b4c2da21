/** Live counts: what subscribers cost, and how late updates reach them. */
@NullMarked
package io.voteengine.bench.live;

import org.jspecify.annotations.NullMarked;
