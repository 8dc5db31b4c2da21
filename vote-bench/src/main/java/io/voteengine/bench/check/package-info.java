/** An independent count of what was cast, compared with what is recorded. */
@NullMarked
package io.voteengine.bench.check;

import org.jspecify.annotations.NullMarked;
