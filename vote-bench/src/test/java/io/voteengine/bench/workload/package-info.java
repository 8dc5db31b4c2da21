@NullMarked
package io.voteengine.bench.workload;

import org.jspecify.annotations.NullMarked;
