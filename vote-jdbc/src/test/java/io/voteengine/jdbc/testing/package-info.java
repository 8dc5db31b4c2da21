/** Real databases for tests, found or started; shipped as this module's test-jar. */
@NullMarked
package io.voteengine.jdbc.testing;

import org.jspecify.annotations.NullMarked;
