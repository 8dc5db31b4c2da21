/** What the site itself knows: its boards, and the items that people vote on. */
@NullMarked
package io.voteengine.examples.board.catalog;

import org.jspecify.annotations.NullMarked;
