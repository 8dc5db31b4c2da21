@NullMarked
package io.voteengine.engine.health;

import org.jspecify.annotations.NullMarked;
