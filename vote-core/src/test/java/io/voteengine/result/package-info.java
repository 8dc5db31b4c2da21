/** Trees, checkpoints and proofs, against published values and against forgers. */
@NullMarked
package io.voteengine.result;

import org.jspecify.annotations.NullMarked;
