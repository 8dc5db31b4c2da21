/** Events and answers on their way to the host. Not exported. */
@NullMarked
package io.voteengine.engine.notify;

import org.jspecify.annotations.NullMarked;
