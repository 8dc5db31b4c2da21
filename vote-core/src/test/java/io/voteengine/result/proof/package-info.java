/** Trees, checkpoints and proofs, against published values and against forgers. */
@NullMarked
package io.voteengine.result.proof;

import org.jspecify.annotations.NullMarked;
