@NullMarked
package io.voteengine.examples.board;

import org.jspecify.annotations.NullMarked;
