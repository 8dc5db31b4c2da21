@NullMarked
package io.voteengine.bench.check;

import org.jspecify.annotations.NullMarked;
