/** The contestants: our engine, and what sites write by hand. */
@NullMarked
package io.voteengine.bench.endpoint;

import org.jspecify.annotations.NullMarked;
