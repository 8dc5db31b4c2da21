/** The contract of recorded subjects and their owners. */
@NullMarked
package io.voteengine.tck.ledger.subject;

import org.jspecify.annotations.NullMarked;
