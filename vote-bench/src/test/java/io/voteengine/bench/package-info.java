@NullMarked
package io.voteengine.bench;

import org.jspecify.annotations.NullMarked;
