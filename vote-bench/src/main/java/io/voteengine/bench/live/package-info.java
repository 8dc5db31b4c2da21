/** Live counts: what subscribers cost, and how late they hear. */
@NullMarked
package io.voteengine.bench.live;

import org.jspecify.annotations.NullMarked;
