/** The properties {@code voteengine.*}, and how they become options of the builders. */
@NullMarked
package io.voteengine.spring.config;

import org.jspecify.annotations.NullMarked;
