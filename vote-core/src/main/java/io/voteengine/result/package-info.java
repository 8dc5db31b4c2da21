/**
 * Makes the counts of closed polls final, and shows what they are: finalization, places, proofs,
 * checks, exports, amendments.
 */
@NullMarked
package io.voteengine.result;

import org.jspecify.annotations.NullMarked;
