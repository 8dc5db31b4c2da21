/**
 * Rankings of subjects: pure functions of tallies and times, by whose results subjects are sorted.
 *
 * <pre>{@code
 * posts.sort(Comparator.comparingDouble((Post p) -> RankingFormulas.hot(p.tally(), p.postedAt())).reversed());
 * }</pre>
 */
@NullMarked
package io.voteengine.ranking;

import org.jspecify.annotations.NullMarked;
