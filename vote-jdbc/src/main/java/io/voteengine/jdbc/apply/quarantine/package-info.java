/**
 * The events that the database refused for their data, or that came after their poll was sealed:
 * keeps them, and reads them. Not exported.
 */
@NullMarked
package io.voteengine.jdbc.apply.quarantine;

import org.jspecify.annotations.NullMarked;
