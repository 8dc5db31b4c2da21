/** How votes are answered, limited, retried and found again. */
@NullMarked
package io.voteengine.sync.engine.cast;

import org.jspecify.annotations.NullMarked;
