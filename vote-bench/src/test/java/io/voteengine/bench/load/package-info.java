@NullMarked
package io.voteengine.bench.load;

import org.jspecify.annotations.NullMarked;
