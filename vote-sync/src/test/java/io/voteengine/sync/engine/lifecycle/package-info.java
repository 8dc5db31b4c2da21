/** How an engine starts and starts again. */
@NullMarked
package io.voteengine.sync.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
