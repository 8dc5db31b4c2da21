@NullMarked
package io.voteengine.spring.failure;

import org.jspecify.annotations.NullMarked;
