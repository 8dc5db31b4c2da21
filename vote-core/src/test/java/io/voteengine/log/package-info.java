/** Tests of the tools that keep the log short. */
@NullMarked
package io.voteengine.log;

import org.jspecify.annotations.NullMarked;
