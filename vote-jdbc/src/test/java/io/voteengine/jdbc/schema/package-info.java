@NullMarked
package io.voteengine.jdbc.schema;

import org.jspecify.annotations.NullMarked;
