/** What health says when a part fails. */
@NullMarked
package io.voteengine.sync.engine.health;

import org.jspecify.annotations.NullMarked;
