/** Series and their windows. */
@NullMarked
package io.voteengine.poll;

import org.jspecify.annotations.NullMarked;
