/** Drills for operators: is a backup what one would need after the loss of a database? */
@NullMarked
package io.voteengine.drill;

import org.jspecify.annotations.NullMarked;
