/** How health is measured and judged. Not exported. */
@NullMarked
package io.voteengine.engine.health;

import org.jspecify.annotations.NullMarked;
