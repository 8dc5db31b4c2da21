@NullMarked
package io.voteengine.spring.wire;

import org.jspecify.annotations.NullMarked;
