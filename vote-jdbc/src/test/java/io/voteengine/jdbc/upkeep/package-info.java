@NullMarked
package io.voteengine.jdbc.upkeep;

import org.jspecify.annotations.NullMarked;
