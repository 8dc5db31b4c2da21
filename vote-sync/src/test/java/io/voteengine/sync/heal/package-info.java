@NullMarked
package io.voteengine.sync.heal;

import org.jspecify.annotations.NullMarked;
