@NullMarked
package io.voteengine.bench.report;

import org.jspecify.annotations.NullMarked;
