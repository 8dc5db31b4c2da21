/** The path of a vote from request to answer. Not exported. */
@NullMarked
package io.voteengine.engine.cast;

import org.jspecify.annotations.NullMarked;
