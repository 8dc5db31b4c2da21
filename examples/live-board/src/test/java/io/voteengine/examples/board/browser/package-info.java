/** The pages of the site in Chromium: what several people see at once, and how it looks. */
@NullMarked
package io.voteengine.examples.board.browser;

import org.jspecify.annotations.NullMarked;
