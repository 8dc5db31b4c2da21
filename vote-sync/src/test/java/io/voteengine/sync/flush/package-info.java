@NullMarked
package io.voteengine.sync.flush;

import org.jspecify.annotations.NullMarked;
