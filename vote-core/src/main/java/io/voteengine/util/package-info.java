/** The rules of ids and the unit of times, which all rooms share. */
@NullMarked
package io.voteengine.util;

import org.jspecify.annotations.NullMarked;
