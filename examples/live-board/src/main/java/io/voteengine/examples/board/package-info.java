/** A voting site on Spring Boot: start it with {@link io.voteengine.examples.board.LiveBoard}. */
@NullMarked
package io.voteengine.examples.board;

import org.jspecify.annotations.NullMarked;
