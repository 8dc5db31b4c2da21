@NullMarked
package io.voteengine.sync.degraded;

import org.jspecify.annotations.NullMarked;
