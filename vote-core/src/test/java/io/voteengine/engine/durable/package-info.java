@NullMarked
package io.voteengine.engine.durable;

import org.jspecify.annotations.NullMarked;
