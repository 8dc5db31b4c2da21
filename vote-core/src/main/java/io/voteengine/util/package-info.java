/** The rules of ids and the unit of times, which all packages share. */
@NullMarked
package io.voteengine.util;

import org.jspecify.annotations.NullMarked;
