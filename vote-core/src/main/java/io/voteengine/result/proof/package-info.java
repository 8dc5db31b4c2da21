/**
 * Results that anyone can check: a hash tree over the result and the ballots of a poll, its signed
 * checkpoint, and proofs that a ballot is in it. The formats are described in docs/results.md.
 */
@NullMarked
package io.voteengine.result.proof;

import org.jspecify.annotations.NullMarked;
