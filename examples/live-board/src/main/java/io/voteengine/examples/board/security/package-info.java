/** Who a request comes from: sign-in, tokens, the session cookie, and the rules of access. */
@NullMarked
package io.voteengine.examples.board.security;

import org.jspecify.annotations.NullMarked;
