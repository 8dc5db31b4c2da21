/** Takes, verifies, restores, exports and imports backups of polls. Not exported. */
@NullMarked
package io.voteengine.jdbc.backup;

import org.jspecify.annotations.NullMarked;
