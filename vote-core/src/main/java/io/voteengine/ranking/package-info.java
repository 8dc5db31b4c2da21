/** How to order subjects: pure functions of tallies and times. */
@NullMarked
package io.voteengine.ranking;

import org.jspecify.annotations.NullMarked;
