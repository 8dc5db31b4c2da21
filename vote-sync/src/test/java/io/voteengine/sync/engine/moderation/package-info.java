/** What a host sees of voids, erasure, quarantine and backups. */
@NullMarked
package io.voteengine.sync.engine.moderation;

import org.jspecify.annotations.NullMarked;
