package io.voteengine.query;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.time.Instant;

/**
 * A voter's present choice on a subject, as the ledger has it.
 *
 * @param voter who voted
 * @param subject on what
 * @param choice the voter's choice
 * @param castAt when the vote was cast, in whole microseconds
 */
public record RecordedVote(VoterId voter, SubjectId subject, Choice choice, Instant castAt) {}
