@NullMarked
package io.voteengine.engine.read;

import org.jspecify.annotations.NullMarked;
