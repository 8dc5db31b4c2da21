/** Code that the documents show. */
@NullMarked
package io.voteengine.examples.snippets;

import org.jspecify.annotations.NullMarked;
