@NullMarked
package io.voteengine.spi.rules;

import org.jspecify.annotations.NullMarked;
