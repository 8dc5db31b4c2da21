/** What the tests of every module use. */
@NullMarked
package io.voteengine.tck.testing;

import org.jspecify.annotations.NullMarked;
