/** Backups of polls: taken, restored, merged, exported and imported. */
@NullMarked
package io.voteengine.backup;

import org.jspecify.annotations.NullMarked;
