@NullMarked
package io.voteengine.jdbc.apply;

import org.jspecify.annotations.NullMarked;
