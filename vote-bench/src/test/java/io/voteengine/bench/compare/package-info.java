@NullMarked
package io.voteengine.bench.compare;

import org.jspecify.annotations.NullMarked;
