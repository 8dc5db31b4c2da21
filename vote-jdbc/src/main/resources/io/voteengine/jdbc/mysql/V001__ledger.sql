-- The ledger on MySQL 8 and MariaDB 10.11, and newer. VoteSchema.migrate runs this script, or a
-- migration tool of your own does. Each definition commits, so each statement may be repeated: the
-- next run finishes one that was interrupted. The script for PostgreSQL explains the columns.
--
-- Ids are the bytes of their UTF-8: verbatim, including case and trailing spaces, in the order of
-- SubjectId, and the same on both servers, which have no common collation that does all of this. To
-- read them where a tool shows bytes: SELECT CONVERT(subject USING utf8mb4) FROM vote_tally.
-- Moments are in UTC. A request id is the 16 bytes of its UUID.

CREATE TABLE IF NOT EXISTS vote_schema_history (
  version      INTEGER PRIMARY KEY,
  description  VARCHAR(200) NOT NULL,
  checksum     VARCHAR(64),
  installed_at DATETIME(6) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_ledger (
  id    BINARY(16) PRIMARY KEY,
  locks BIGINT DEFAULT 0 NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

INSERT INTO vote_ledger (id)
SELECT UNHEX(REPLACE(UUID(), '-', '')) FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM vote_ledger);

CREATE TABLE IF NOT EXISTS vote_partition (
  part        INTEGER PRIMARY KEY,
  partitions  INTEGER NOT NULL,
  epoch       BIGINT NOT NULL,
  seq         BIGINT NOT NULL,
  chain       BIGINT NOT NULL,
  direct      BIGINT DEFAULT 0 NOT NULL,
  erasures    BIGINT DEFAULT 0 NOT NULL,
  locks       BIGINT DEFAULT 0 NOT NULL,
  identity    VARBINARY(128) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

-- Written so that the log of earlier commits is forced to disk; its content does not matter.
CREATE TABLE IF NOT EXISTS vote_settle (
  slot INTEGER PRIMARY KEY,
  turn BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_node (
  id       BINARY(16) PRIMARY KEY,
  store    VARBINARY(128),
  until_at DATETIME(6) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_lease (
  part INTEGER PRIMARY KEY,
  node BINARY(16)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_poll (
  name     VARBINARY(128) PRIMARY KEY,
  rules    VARCHAR(500) NOT NULL,
  state    VARCHAR(16) NOT NULL,
  is_over  BOOLEAN DEFAULT FALSE NOT NULL,
  was_over BOOLEAN DEFAULT FALSE NOT NULL,
  archived BOOLEAN DEFAULT FALSE NOT NULL,
  revision BIGINT DEFAULT 0 NOT NULL,
  locks    BIGINT DEFAULT 0 NOT NULL,
  KEY vote_poll_by_state (state)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_poll_change (
  poll         VARBINARY(128) NOT NULL,
  revision     BIGINT NOT NULL,
  changed_at   DATETIME(6) NOT NULL,
  changed_by   VARBINARY(128) NOT NULL,
  reason       VARCHAR(500) NOT NULL,
  rules_before VARCHAR(500) NOT NULL,
  rules_after  VARCHAR(500) NOT NULL,
  PRIMARY KEY (poll, revision)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_poll_stale (
  poll      VARBINARY(128) PRIMARY KEY,
  revision  BIGINT NOT NULL,
  marked_at DATETIME(6) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_close (
  part  INTEGER NOT NULL,
  poll  VARBINARY(128) NOT NULL,
  epoch BIGINT NOT NULL,
  seq   BIGINT NOT NULL,
  PRIMARY KEY (part, poll)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_tally (
  id      BIGINT AUTO_INCREMENT PRIMARY KEY,
  part    INTEGER NOT NULL,
  poll    VARBINARY(128) NOT NULL,
  subject VARBINARY(128) NOT NULL,
  up      BIGINT NOT NULL,
  down    BIGINT NOT NULL,
  version BIGINT NOT NULL,
  first_at BIGINT,
  posted_at BIGINT,
  listing SMALLINT DEFAULT 0 NOT NULL,
  owner   VARBINARY(128),
  UNIQUE vote_tally_by_subject (part, poll, subject),
  INDEX vote_tally_by_owner (owner)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_owner_score (
  part  INTEGER NOT NULL,
  owner VARBINARY(128) NOT NULL,
  score BIGINT NOT NULL,
  PRIMARY KEY (part, owner)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_ranking (
  tally    BIGINT PRIMARY KEY,
  part     INTEGER NOT NULL,
  poll     VARBINARY(128) NOT NULL,
  subject  VARBINARY(128) NOT NULL,
  up       BIGINT NOT NULL,
  down     BIGINT NOT NULL,
  version  BIGINT NOT NULL,
  epoch    BIGINT NOT NULL,
  first_at BIGINT,
  -- A factor of 1e0 turns an integer into a floating point number.
  score   BIGINT GENERATED ALWAYS AS (
    CASE WHEN up <> 0 OR down <> 0 THEN up - down END) STORED,
  wilson  DOUBLE GENERATED ALWAYS AS (
    CASE WHEN up = 0 AND down = 0 THEN NULL WHEN up <= 0 OR down < 0 THEN 0e0 ELSE
      up / (up * 1e0 + down) * (up / (up + 1.9208e0
        + 1.96e0 * SQRT(up / (up * 1e0 + down) * down + 0.9604e0)))
    END) STORED,
  hot     DOUBLE GENERATED ALWAYS AS (
    CASE WHEN up <> 0 OR down <> 0 THEN
      SIGN(up - down) * LOG10(GREATEST(ABS(up * 1e0 - down), 1e0))
      + (COALESCE(first_at, 0) * 1e0 - 1134028003000000e0) / 45000000000e0
    END) STORED,
  controversy DOUBLE GENERATED ALWAYS AS (
    CASE WHEN up = 0 AND down = 0 THEN NULL WHEN up <= 0 OR down <= 0 THEN 0e0 ELSE
      POWER(up * 1e0 + down, LEAST(up, down) * 1e0 / GREATEST(up, down))
    END) STORED,
  INDEX vote_ranking_by_score (poll, score DESC, subject),
  INDEX vote_ranking_by_wilson (poll, wilson DESC, subject),
  INDEX vote_ranking_by_hot (poll, hot DESC, subject),
  INDEX vote_ranking_by_controversy (poll, controversy DESC, subject)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_unranked (
  id      BIGINT AUTO_INCREMENT PRIMARY KEY,
  tallies MEDIUMTEXT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_ranking_turn (
  slot  INTEGER PRIMARY KEY,
  turns BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

INSERT INTO vote_ranking_turn (slot, turns)
SELECT 1, 0 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM vote_ranking_turn);

CREATE TABLE IF NOT EXISTS vote (
  tally      BIGINT NOT NULL,
  voter      VARBINARY(128) NOT NULL,
  choice     SMALLINT NOT NULL,
  voided     SMALLINT DEFAULT 0 NOT NULL,
  cast_at    DATETIME(6) NOT NULL,
  request_id BINARY(16) NOT NULL,
  direct     BOOLEAN DEFAULT FALSE NOT NULL,
  PRIMARY KEY (tally, voter),
  INDEX vote_by_voter (voter)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_stale (
  part    INTEGER NOT NULL,
  poll    VARBINARY(128) NOT NULL,
  subject VARBINARY(128) NOT NULL,
  mark    BIGINT NOT NULL,
  PRIMARY KEY (part, poll, subject)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_event (
  -- A short key, which every other index repeats.
  id         BIGINT AUTO_INCREMENT PRIMARY KEY,
  tally      BIGINT NOT NULL,
  epoch      BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  cast_at    DATETIME(6) NOT NULL,
  request_id BINARY(16) NOT NULL,
  log_day    DATE DEFAULT (UTC_DATE()) NOT NULL,
  previous   SMALLINT NOT NULL,
  choice     SMALLINT NOT NULL,
  counted    BOOLEAN NOT NULL,
  voter      VARBINARY(128) NOT NULL,
  variant    VARBINARY(128) NOT NULL,
  INDEX vote_event_by_tally (tally, cast_at),
  INDEX vote_event_by_request (request_id),
  INDEX vote_event_by_time (cast_at),
  INDEX vote_event_by_day (log_day)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_event_kept (
  kept_from DATETIME(6) PRIMARY KEY
) ENGINE = InnoDB CHARACTER SET utf8mb4;

INSERT INTO vote_event_kept (kept_from)
SELECT TIMESTAMP'1000-01-01 00:00:00' FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM vote_event_kept);

CREATE TABLE IF NOT EXISTS vote_backup (
  id         BINARY(16) PRIMARY KEY,
  poll       VARBINARY(128) NOT NULL,
  rules      VARCHAR(500) NOT NULL,
  state      VARCHAR(16) NOT NULL,
  taken_at   DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  votes      BIGINT NOT NULL,
  subjects   BIGINT NOT NULL,
  up         BIGINT NOT NULL,
  down       BIGINT NOT NULL,
  digest     VARCHAR(64) NOT NULL,
  restore_at DATETIME(6),
  restore_of VARCHAR(64) DEFAULT '' NOT NULL,
  locks      BIGINT DEFAULT 0 NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_backup_vote (
  part       INTEGER NOT NULL,
  backup     BINARY(16) NOT NULL,
  subject    VARBINARY(128) NOT NULL,
  voter      VARBINARY(128) NOT NULL,
  choice     SMALLINT NOT NULL,
  cast_at    DATETIME(6) NOT NULL,
  request_id BINARY(16) NOT NULL,
  PRIMARY KEY (part, backup, subject, voter)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_restore (
  part       INTEGER NOT NULL,
  backup     BINARY(16) NOT NULL,
  journal_at BIGINT NOT NULL,
  direct_at  BIGINT NOT NULL,
  PRIMARY KEY (part, backup)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_result (
  poll           VARBINARY(128) PRIMARY KEY,
  begun_at       DATETIME(6) NOT NULL,
  sealed_at      DATETIME(6),
  closed_at      BIGINT NOT NULL,
  opened_at      BIGINT,
  subjects       BIGINT DEFAULT 0 NOT NULL,
  up             BIGINT DEFAULT 0 NOT NULL,
  down           BIGINT DEFAULT 0 NOT NULL,
  excluded       VARCHAR(500) DEFAULT '' NOT NULL,
  backup         BINARY(16),
  backup_digest  VARCHAR(64),
  secret         VARCHAR(64),
  written        BIGINT DEFAULT 0 NOT NULL,
  root           VARCHAR(64),
  blocks         LONGBLOB,
  checkpoint     VARCHAR(2000),
  notified_at    DATETIME(6),
  cleared_at     DATETIME(6),
  runner         BINARY(16),
  runner_node    BINARY(16),
  runner_until   DATETIME(6),
  notifier       BINARY(16),
  notifier_until DATETIME(6),
  locks          BIGINT DEFAULT 0 NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_result_phase (
  poll     VARBINARY(128) NOT NULL,
  phase    VARCHAR(16) NOT NULL,
  attempts INTEGER NOT NULL,
  begun_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6),
  failure  VARCHAR(1000),
  PRIMARY KEY (poll, phase)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_settled (
  poll   VARBINARY(128) NOT NULL,
  node   BINARY(16) NOT NULL,
  epochs BIGINT NOT NULL,
  PRIMARY KEY (poll, node)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_standing (
  poll      VARBINARY(128) NOT NULL,
  tally     BIGINT NOT NULL,
  subject   VARBINARY(128) NOT NULL,
  up        BIGINT NOT NULL,
  down      BIGINT NOT NULL,
  first_at  BIGINT,
  withdrawn BOOLEAN DEFAULT FALSE NOT NULL,
  PRIMARY KEY (poll, tally)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_ballot (
  tally  BIGINT NOT NULL,
  choice SMALLINT NOT NULL,
  nonce  BINARY(32) NOT NULL,
  PRIMARY KEY (tally, choice, nonce)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_amendment (
  id      BINARY(16) PRIMARY KEY,
  poll    VARBINARY(128) NOT NULL,
  made_at DATETIME(6) NOT NULL,
  made_by VARBINARY(128) NOT NULL,
  kind    VARCHAR(16) NOT NULL,
  subject VARBINARY(128),
  votes   BIGINT NOT NULL,
  reason  VARCHAR(500) NOT NULL,
  KEY vote_amendment_by_poll (poll, made_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS vote_quarantine (
  part           INTEGER NOT NULL,
  epoch          BIGINT NOT NULL,
  seq            BIGINT NOT NULL,
  request_id     BINARY(16) NOT NULL,
  poll           VARBINARY(128) NOT NULL,
  subject        VARBINARY(128) NOT NULL,
  voter          VARBINARY(128) NOT NULL,
  previous       SMALLINT NOT NULL,
  choice         SMALLINT NOT NULL,
  cast_at        BIGINT NOT NULL,
  -- 128 characters: vote_event may have refused the label because it has more than 128 bytes.
  variant        VARBINARY(512),
  reason         VARCHAR(1000) NOT NULL,
  quarantined_at DATETIME(6) NOT NULL,
  PRIMARY KEY (part, epoch, seq, request_id),
  INDEX vote_quarantine_by_request (request_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

INSERT INTO vote_schema_history (version, description, installed_at)
SELECT 1, 'ledger', UTC_TIMESTAMP(6) FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM vote_schema_history WHERE version = 1);
