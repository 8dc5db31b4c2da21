@NullMarked
package io.voteengine.memory;

import org.jspecify.annotations.NullMarked;
