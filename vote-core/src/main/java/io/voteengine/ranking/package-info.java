/**
 * How to order subjects: pure functions of tallies and times, to sort by what they return.
 *
 * <pre>{@code
 * posts.sort(Comparator.comparingDouble((Post p) -> Rankings.hot(p.tally(), p.postedAt())).reversed());
 * }</pre>
 */
@NullMarked
package io.voteengine.ranking;

import org.jspecify.annotations.NullMarked;
