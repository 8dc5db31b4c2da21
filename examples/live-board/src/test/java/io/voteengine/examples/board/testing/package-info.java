@NullMarked
package io.voteengine.examples.board.testing;

import org.jspecify.annotations.NullMarked;
