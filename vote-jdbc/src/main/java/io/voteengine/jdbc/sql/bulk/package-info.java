/** The statements over many rows, in the dialect of each database. Not exported. */
@NullMarked
package io.voteengine.jdbc.sql.bulk;

import org.jspecify.annotations.NullMarked;
