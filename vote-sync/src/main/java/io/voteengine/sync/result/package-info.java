/** Finalizes polls: closes them in every partition, seals them, and computes their roots. */
@NullMarked
package io.voteengine.sync.result;

import org.jspecify.annotations.NullMarked;
