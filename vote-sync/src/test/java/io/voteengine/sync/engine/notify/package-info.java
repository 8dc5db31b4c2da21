/** What listeners, callbacks and cache invalidators are told. */
@NullMarked
package io.voteengine.sync.engine.notify;

import org.jspecify.annotations.NullMarked;
