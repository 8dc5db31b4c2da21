@NullMarked
package io.voteengine.examples.board.api;

import org.jspecify.annotations.NullMarked;
