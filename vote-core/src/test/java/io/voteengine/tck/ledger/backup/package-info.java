/** How polls are backed up, carried in files and restored. */
@NullMarked
package io.voteengine.tck.ledger.backup;

import org.jspecify.annotations.NullMarked;
