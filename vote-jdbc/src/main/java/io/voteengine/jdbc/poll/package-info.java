/** The recorded polls and the changes of their rules. Not exported. */
@NullMarked
package io.voteengine.jdbc.poll;

import org.jspecify.annotations.NullMarked;
