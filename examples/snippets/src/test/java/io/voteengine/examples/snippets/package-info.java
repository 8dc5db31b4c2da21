/** The documents against the code that they describe. */
@NullMarked
package io.voteengine.examples.snippets;

import org.jspecify.annotations.NullMarked;
