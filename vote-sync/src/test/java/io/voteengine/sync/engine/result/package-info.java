/** Tests of the finalization of polls. */
@NullMarked
package io.voteengine.sync.engine.result;

import org.jspecify.annotations.NullMarked;
