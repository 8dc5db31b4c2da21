/** What the tests share. */
@NullMarked
package io.voteengine.spring.testing;

import org.jspecify.annotations.NullMarked;
