/** The documents against the code that they describe. */
@NullMarked
package io.voteengine.examples.quickstart.docs;

import org.jspecify.annotations.NullMarked;
