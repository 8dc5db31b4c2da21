/** What a host implements to receive events and to invalidate its caches. */
@NullMarked
package io.voteengine.listener;

import org.jspecify.annotations.NullMarked;
