@NullMarked
package io.voteengine.util;

import org.jspecify.annotations.NullMarked;
