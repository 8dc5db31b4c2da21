package io.voteengine.jdbc.subject;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.subject.SubjectColumns;
import io.voteengine.subject.Listing;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import io.voteengine.util.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a host has recorded about a subject.
 *
 * @param postedAt in microseconds; null: not recorded
 * @param owner null: not recorded
 */
record RecordedSubject(Listing listing, @Nullable Long postedAt, @Nullable VoterId owner) {
  static final RecordedSubject NOTHING = new RecordedSubject(Listing.UNLISTED, null, null);

  static RecordedSubject of(ResultSet rows) throws SQLException {
    return new RecordedSubject(
        SubjectColumns.listing(rows), SubjectColumns.postedAt(rows), SubjectColumns.owner(rows));
  }

  RecordedSubject with(NewSubject added) {
    return new RecordedSubject(
        listing == Listing.UNLISTED ? Listing.LISTED : listing,
        added.postedAt() == null ? postedAt : Long.valueOf(Micros.of(added.postedAt())),
        added.owner() == null ? owner : added.owner());
  }

  RecordedSubject withdrawn() {
    return new RecordedSubject(Listing.WITHDRAWN, postedAt, owner);
  }

  RecordedSubject broughtBack() {
    return listing == Listing.WITHDRAWN
        ? new RecordedSubject(Listing.LISTED, postedAt, owner)
        : this;
  }

  RecordedSubject ownedBy(@Nullable VoterId other) {
    return new RecordedSubject(listing, postedAt, other);
  }

  boolean isWithdrawn() {
    return listing == Listing.WITHDRAWN;
  }

  Subject as(SubjectId id) {
    return new Subject(id, listing, postedAt == null ? null : Micros.toInstant(postedAt), owner);
  }
}
