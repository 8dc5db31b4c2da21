/** What every store must do, one class per topic. */
@NullMarked
package io.voteengine.tck.store;

import org.jspecify.annotations.NullMarked;
