@NullMarked
package io.voteengine.engine.cache;

import org.jspecify.annotations.NullMarked;
