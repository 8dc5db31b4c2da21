/** Reads pages, and loads subjects from the ledger. Not exported. */
@NullMarked
package io.voteengine.redis.read;

import org.jspecify.annotations.NullMarked;
