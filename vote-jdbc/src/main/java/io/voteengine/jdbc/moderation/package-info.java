/** Voids, restores and erases votes, and keeps the quarantine. Not exported. */
@NullMarked
package io.voteengine.jdbc.moderation;

import org.jspecify.annotations.NullMarked;
