/** Tests of results against a database that somebody else has changed. */
@NullMarked
package io.voteengine.jdbc.result;

import org.jspecify.annotations.NullMarked;
