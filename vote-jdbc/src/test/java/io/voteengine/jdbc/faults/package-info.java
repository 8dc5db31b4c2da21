/** Databases that die, freeze, fill up or come in several. */
@NullMarked
package io.voteengine.jdbc.faults;

import org.jspecify.annotations.NullMarked;
