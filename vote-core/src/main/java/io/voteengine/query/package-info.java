/** Reads for people and reports: who voted, the audit log, activity over time, audits. */
@NullMarked
package io.voteengine.query;

import org.jspecify.annotations.NullMarked;
