@NullMarked
package io.voteengine.spi;

import org.jspecify.annotations.NullMarked;
