/** Live counts over WebSocket, server-sent events and polling. */
@NullMarked
package io.voteengine.examples.board.sync;

import org.jspecify.annotations.NullMarked;
