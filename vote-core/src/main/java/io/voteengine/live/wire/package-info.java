/**
 * The wire protocol of live counts: frames of JSON, and sessions for any connection of a host's web
 * stack. Needs {@code tools.jackson.core:jackson-core}, which is an optional dependency.
 */
@NullMarked
package io.voteengine.live.wire;

import org.jspecify.annotations.NullMarked;
