@NullMarked
package io.voteengine.bench.site;

import org.jspecify.annotations.NullMarked;
