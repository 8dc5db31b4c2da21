package io.voteengine.jdbc.contract;

import io.voteengine.VoterId;

/** The contract on MySQL, with any driver. */
abstract class MySqlLedgerContract extends JdbcLedgerContract {
  MySqlLedgerContract(ReusedDatabases databases) {
    super(databases);
  }

  /** Before 8.0.16, MySQL reads constraints and ignores them. */
  @Override
  void addConstraint(VoterId voter) {
    database.execute(
        """
        CREATE TRIGGER refuses_%1$s BEFORE INSERT ON vote FOR EACH ROW
        IF NEW.voter = '%1$s' THEN
          SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refuses_%1$s';
        END IF\
        """
            .formatted(voter.value()));
  }

  @Override
  void dropConstraint(VoterId voter) {
    database.execute("DROP TRIGGER refuses_" + voter.value());
  }
}
