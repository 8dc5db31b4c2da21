/** Backups of polls: taken, restored, merged, and carried as files. */
@NullMarked
package io.voteengine.backup;

import org.jspecify.annotations.NullMarked;
