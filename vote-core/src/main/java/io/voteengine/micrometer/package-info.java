/**
 * Binds an engine to Micrometer, an optional dependency: without its library nothing loads these
 * classes.
 */
@NullMarked
package io.voteengine.micrometer;

import org.jspecify.annotations.NullMarked;
