/** The results of polls as the host sees them. Not exported. */
@NullMarked
package io.voteengine.engine.result;

import org.jspecify.annotations.NullMarked;
