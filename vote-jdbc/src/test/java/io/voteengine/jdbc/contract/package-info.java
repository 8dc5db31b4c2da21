/** The contract of ledgers on each database. */
@NullMarked
package io.voteengine.jdbc.contract;

import org.jspecify.annotations.NullMarked;
