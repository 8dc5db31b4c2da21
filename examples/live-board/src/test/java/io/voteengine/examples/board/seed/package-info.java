@NullMarked
package io.voteengine.examples.board.seed;

import org.jspecify.annotations.NullMarked;
