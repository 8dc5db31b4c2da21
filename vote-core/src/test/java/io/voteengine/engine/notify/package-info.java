@NullMarked
package io.voteengine.engine.notify;

import org.jspecify.annotations.NullMarked;
