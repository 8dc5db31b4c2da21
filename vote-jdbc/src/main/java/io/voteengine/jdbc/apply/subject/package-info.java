/**
 * What writes of votes touch of the host's subjects: the columns of a subject, and the scores of
 * owners. Not exported.
 */
@NullMarked
package io.voteengine.jdbc.apply.subject;

import org.jspecify.annotations.NullMarked;
