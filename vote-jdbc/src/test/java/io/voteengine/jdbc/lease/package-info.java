@NullMarked
package io.voteengine.jdbc.lease;

import org.jspecify.annotations.NullMarked;
