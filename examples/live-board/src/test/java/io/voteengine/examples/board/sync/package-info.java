@NullMarked
package io.voteengine.examples.board.sync;

import org.jspecify.annotations.NullMarked;
