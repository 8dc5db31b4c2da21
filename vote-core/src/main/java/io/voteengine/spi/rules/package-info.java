/**
 * The rules by which every server judges a cast: the order of the checks, and the algorithm of
 * limits. For implementations inside this project; exported to its modules only.
 */
@NullMarked
package io.voteengine.spi.rules;

import org.jspecify.annotations.NullMarked;
