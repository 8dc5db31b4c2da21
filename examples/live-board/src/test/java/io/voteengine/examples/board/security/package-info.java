@NullMarked
package io.voteengine.examples.board.security;

import org.jspecify.annotations.NullMarked;
