/**
 * The form of a poll as a file. The lines of its votes are also what a backup's digest is computed
 * from. Not exported.
 */
@NullMarked
package io.voteengine.jdbc.backup.file;

import org.jspecify.annotations.NullMarked;
