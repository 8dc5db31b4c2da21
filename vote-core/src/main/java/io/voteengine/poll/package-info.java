/** Changes of a poll's rules. */
@NullMarked
package io.voteengine.poll;

import org.jspecify.annotations.NullMarked;
