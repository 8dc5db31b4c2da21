/** Binds the engine to the application's Micrometer registries. Not API. */
@NullMarked
package io.voteengine.spring.metrics;

import org.jspecify.annotations.NullMarked;
