/** Changes of a poll's rules, and series of polls. */
@NullMarked
package io.voteengine.poll;

import org.jspecify.annotations.NullMarked;
