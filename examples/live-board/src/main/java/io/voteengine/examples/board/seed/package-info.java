/** The demonstration data of the first start. */
@NullMarked
package io.voteengine.examples.board.seed;

import org.jspecify.annotations.NullMarked;
