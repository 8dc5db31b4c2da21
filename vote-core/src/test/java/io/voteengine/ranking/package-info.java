@NullMarked
package io.voteengine.ranking;

import org.jspecify.annotations.NullMarked;
