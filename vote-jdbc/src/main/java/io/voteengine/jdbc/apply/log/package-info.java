/** The audit log: appends to it, and finds out what is in it already. Not exported. */
@NullMarked
package io.voteengine.jdbc.apply.log;

import org.jspecify.annotations.NullMarked;
