/** Explains why an application did not start, and what to do. Not API. */
@NullMarked
package io.voteengine.spring.failure;

import org.jspecify.annotations.NullMarked;
