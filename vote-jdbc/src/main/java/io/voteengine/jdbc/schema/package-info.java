/** Creates and checks the tables. Not exported. */
@NullMarked
package io.voteengine.jdbc.schema;

import org.jspecify.annotations.NullMarked;
