/** Delivers events and answers to the host. Not exported. */
@NullMarked
package io.voteengine.engine.notify;

import org.jspecify.annotations.NullMarked;
