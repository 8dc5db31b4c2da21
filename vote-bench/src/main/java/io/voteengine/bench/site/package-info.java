/** The servers that a run measures, and an engine on them. */
@NullMarked
package io.voteengine.bench.site;

import org.jspecify.annotations.NullMarked;
