@NullMarked
package io.voteengine.sync;

import org.jspecify.annotations.NullMarked;
