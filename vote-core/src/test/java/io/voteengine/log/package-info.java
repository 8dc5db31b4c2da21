/** Tests of what keeps the log short. */
@NullMarked
package io.voteengine.log;

import org.jspecify.annotations.NullMarked;
