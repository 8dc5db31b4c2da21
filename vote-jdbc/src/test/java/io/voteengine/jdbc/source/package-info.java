@NullMarked
package io.voteengine.jdbc.source;

import org.jspecify.annotations.NullMarked;
