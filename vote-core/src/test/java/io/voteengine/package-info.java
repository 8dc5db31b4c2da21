@NullMarked
package io.voteengine;

import org.jspecify.annotations.NullMarked;
