@NullMarked
package io.voteengine.jdbc.query;

import org.jspecify.annotations.NullMarked;
