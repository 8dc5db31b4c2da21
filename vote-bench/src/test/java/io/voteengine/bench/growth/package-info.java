@NullMarked
package io.voteengine.bench.growth;

import org.jspecify.annotations.NullMarked;
