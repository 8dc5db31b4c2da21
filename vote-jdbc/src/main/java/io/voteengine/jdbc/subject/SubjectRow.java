package io.voteengine.jdbc.subject;

/**
 * The row of a subject.
 *
 * @param id id of its tally
 * @param hasVotes whether any of its votes counts
 */
record SubjectRow(long id, RecordedSubject recorded, long score, boolean hasVotes) {}
