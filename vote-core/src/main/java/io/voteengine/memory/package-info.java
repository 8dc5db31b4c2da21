/** The store that needs no server: {@link io.voteengine.memory.InMemoryVoteStore}. */
@NullMarked
package io.voteengine.memory;

import org.jspecify.annotations.NullMarked;
