@NullMarked
package io.voteengine.engine.cast;

import org.jspecify.annotations.NullMarked;
