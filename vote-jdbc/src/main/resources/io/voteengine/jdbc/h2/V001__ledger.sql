-- The ledger on H2. VoteSchema.migrate runs this script, or a migration tool of your own does. H2
-- commits after every definition, so each statement may be repeated: the next run finishes one that
-- was interrupted. The script for PostgreSQL explains the columns.

CREATE TABLE IF NOT EXISTS vote_schema_history (
  version      INTEGER PRIMARY KEY,
  description  VARCHAR(200) NOT NULL,
  checksum     VARCHAR(64),
  installed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS vote_ledger (
  id    UUID PRIMARY KEY,
  locks BIGINT DEFAULT 0 NOT NULL
);

INSERT INTO vote_ledger (id) SELECT RANDOM_UUID() WHERE NOT EXISTS (SELECT 1 FROM vote_ledger);

CREATE TABLE IF NOT EXISTS vote_partition (
  part        INTEGER PRIMARY KEY,
  partitions  INTEGER NOT NULL,
  epoch       BIGINT NOT NULL,
  seq         BIGINT NOT NULL,
  chain       BIGINT NOT NULL,
  direct      BIGINT DEFAULT 0 NOT NULL,
  erasures    BIGINT DEFAULT 0 NOT NULL,
  locks       BIGINT DEFAULT 0 NOT NULL,
  identity    VARCHAR(128) NOT NULL
);

CREATE TABLE IF NOT EXISTS vote_node (
  id       UUID PRIMARY KEY,
  store    VARCHAR(128),
  until_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS vote_lease (
  part INTEGER PRIMARY KEY,
  node UUID
);

CREATE TABLE IF NOT EXISTS vote_poll (
  name     VARCHAR(128) PRIMARY KEY,
  rules    VARCHAR(500) NOT NULL,
  state    VARCHAR(16) NOT NULL,
  is_over  BOOLEAN DEFAULT FALSE NOT NULL,
  revision BIGINT DEFAULT 0 NOT NULL,
  locks    BIGINT DEFAULT 0 NOT NULL
);

CREATE TABLE IF NOT EXISTS vote_poll_change (
  poll         VARCHAR(128) NOT NULL,
  revision     BIGINT NOT NULL,
  changed_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  changed_by   VARCHAR(128) NOT NULL,
  reason       VARCHAR(500) NOT NULL,
  rules_before VARCHAR(500) NOT NULL,
  rules_after  VARCHAR(500) NOT NULL,
  PRIMARY KEY (poll, revision)
);

CREATE TABLE IF NOT EXISTS vote_poll_stale (
  poll      VARCHAR(128) PRIMARY KEY,
  revision  BIGINT NOT NULL,
  marked_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS vote_close (
  part  INTEGER NOT NULL,
  poll  VARCHAR(128) NOT NULL,
  epoch BIGINT NOT NULL,
  seq   BIGINT NOT NULL,
  PRIMARY KEY (part, poll)
);

CREATE TABLE IF NOT EXISTS vote (
  part       INTEGER NOT NULL,
  poll       VARCHAR(128) NOT NULL,
  subject    VARCHAR(128) NOT NULL,
  voter      VARCHAR(128) NOT NULL,
  choice     SMALLINT NOT NULL,
  voided     SMALLINT DEFAULT 0 NOT NULL,
  cast_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  request_id UUID NOT NULL,
  direct     BOOLEAN DEFAULT FALSE NOT NULL,
  PRIMARY KEY (part, poll, subject, voter)
);

CREATE INDEX IF NOT EXISTS vote_by_voter ON vote (voter);

CREATE TABLE IF NOT EXISTS vote_tally (
  part    INTEGER NOT NULL,
  poll    VARCHAR(128) NOT NULL,
  subject VARCHAR(128) NOT NULL,
  up      BIGINT NOT NULL,
  down    BIGINT NOT NULL,
  version BIGINT NOT NULL,
  first_at BIGINT,
  score   BIGINT GENERATED ALWAYS AS (
    CASE WHEN up <> 0 OR down <> 0 THEN up - down END),
  wilson  DOUBLE PRECISION GENERATED ALWAYS AS (
    CASE WHEN up = 0 AND down = 0 THEN NULL WHEN up <= 0 OR down < 0 THEN 0 ELSE
      CAST(up AS DOUBLE PRECISION)
        / (CAST(up AS DOUBLE PRECISION) + CAST(down AS DOUBLE PRECISION))
        * (CAST(up AS DOUBLE PRECISION) / (CAST(up AS DOUBLE PRECISION)
          + CAST(1.9208 AS DOUBLE PRECISION) + CAST(1.96 AS DOUBLE PRECISION)
            * SQRT(CAST(up AS DOUBLE PRECISION)
              / (CAST(up AS DOUBLE PRECISION) + CAST(down AS DOUBLE PRECISION))
              * CAST(down AS DOUBLE PRECISION) + CAST(0.9604 AS DOUBLE PRECISION))))
    END),
  hot     DOUBLE PRECISION GENERATED ALWAYS AS (
    CASE WHEN up <> 0 OR down <> 0 THEN
      SIGN(up - down) * LOG10(GREATEST(ABS(CAST(up - down AS DOUBLE PRECISION)), 1))
      + (CAST(COALESCE(first_at, 0) AS DOUBLE PRECISION)
        - CAST(1134028003000000 AS DOUBLE PRECISION)) / CAST(45000000000 AS DOUBLE PRECISION)
    END),
  controversy DOUBLE PRECISION GENERATED ALWAYS AS (
    CASE WHEN up = 0 AND down = 0 THEN NULL WHEN up <= 0 OR down <= 0 THEN 0 ELSE
      POWER(CAST(up AS DOUBLE PRECISION) + CAST(down AS DOUBLE PRECISION),
        CAST(LEAST(up, down) AS DOUBLE PRECISION) / CAST(GREATEST(up, down) AS DOUBLE PRECISION))
    END),
  -- Subjects by code points, as elsewhere: H2 compares text by UTF-16 units.
  subject_utf8 VARBINARY(512) GENERATED ALWAYS AS (STRINGTOUTF8(subject)),
  PRIMARY KEY (part, poll, subject)
);

CREATE INDEX IF NOT EXISTS vote_tally_by_score
  ON vote_tally (poll, score DESC, subject_utf8);
CREATE INDEX IF NOT EXISTS vote_tally_by_wilson
  ON vote_tally (poll, wilson DESC, subject_utf8);
CREATE INDEX IF NOT EXISTS vote_tally_by_hot
  ON vote_tally (poll, hot DESC, subject_utf8);
CREATE INDEX IF NOT EXISTS vote_tally_by_controversy
  ON vote_tally (poll, controversy DESC, subject_utf8);

CREATE TABLE IF NOT EXISTS vote_stale (
  part    INTEGER NOT NULL,
  poll    VARCHAR(128) NOT NULL,
  subject VARCHAR(128) NOT NULL,
  mark    BIGINT NOT NULL,
  PRIMARY KEY (part, poll, subject)
);

CREATE TABLE IF NOT EXISTS vote_event (
  part       INTEGER NOT NULL,
  epoch      BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  request_id UUID NOT NULL,
  poll       VARCHAR(128) NOT NULL,
  subject    VARCHAR(128) NOT NULL,
  voter      VARCHAR(128) NOT NULL,
  previous   SMALLINT NOT NULL,
  choice     SMALLINT NOT NULL,
  cast_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  variant    VARCHAR(128),
  counted    BOOLEAN NOT NULL,
  -- In UTC: casting a moment to a date uses the day of the session's time zone.
  log_day    DATE DEFAULT DATEADD(DAY, CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) / 86400) AS INTEGER), DATE '1970-01-01') NOT NULL,
  PRIMARY KEY (part, epoch, seq, request_id)
);

CREATE INDEX IF NOT EXISTS vote_event_by_subject ON vote_event (part, poll, subject, cast_at DESC);
CREATE INDEX IF NOT EXISTS vote_event_by_poll ON vote_event (poll, cast_at DESC);
CREATE INDEX IF NOT EXISTS vote_event_by_request ON vote_event (request_id);
CREATE INDEX IF NOT EXISTS vote_event_by_day ON vote_event (log_day);

CREATE TABLE IF NOT EXISTS vote_event_kept (
  kept_from TIMESTAMP(6) WITH TIME ZONE PRIMARY KEY
);

INSERT INTO vote_event_kept (kept_from)
SELECT TIMESTAMP WITH TIME ZONE '0001-01-01 00:00:00+00'
WHERE NOT EXISTS (SELECT 1 FROM vote_event_kept);

CREATE TABLE IF NOT EXISTS vote_backup (
  id         UUID PRIMARY KEY,
  poll       VARCHAR(128) NOT NULL,
  rules      VARCHAR(500) NOT NULL,
  state      VARCHAR(16) NOT NULL,
  taken_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  votes      BIGINT NOT NULL,
  subjects   BIGINT NOT NULL,
  up         BIGINT NOT NULL,
  down       BIGINT NOT NULL,
  digest     VARCHAR(64) NOT NULL,
  restore_at TIMESTAMP(6) WITH TIME ZONE,
  locks      BIGINT DEFAULT 0 NOT NULL
);

-- Ids are the bytes of their UTF-8, which H2 orders as the other databases do.
CREATE TABLE IF NOT EXISTS vote_backup_vote (
  part       INTEGER NOT NULL,
  backup     UUID NOT NULL,
  subject    VARBINARY(128) NOT NULL,
  voter      VARBINARY(128) NOT NULL,
  choice     SMALLINT NOT NULL,
  cast_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  request_id UUID NOT NULL,
  PRIMARY KEY (part, backup, subject, voter)
);

CREATE TABLE IF NOT EXISTS vote_restore (
  part       INTEGER NOT NULL,
  backup     UUID NOT NULL,
  journal_at BIGINT NOT NULL,
  direct_at  BIGINT NOT NULL,
  PRIMARY KEY (part, backup)
);

CREATE TABLE IF NOT EXISTS vote_quarantine (
  part           INTEGER NOT NULL,
  epoch          BIGINT NOT NULL,
  seq            BIGINT NOT NULL,
  request_id     UUID NOT NULL,
  poll           VARCHAR(128) NOT NULL,
  subject        VARCHAR(128) NOT NULL,
  voter          VARCHAR(128) NOT NULL,
  previous       SMALLINT NOT NULL,
  choice         SMALLINT NOT NULL,
  cast_at        BIGINT NOT NULL,
  variant        VARCHAR(128),
  reason         VARCHAR(1000) NOT NULL,
  quarantined_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (part, epoch, seq, request_id)
);

CREATE INDEX IF NOT EXISTS vote_quarantine_by_request ON vote_quarantine (request_id);

INSERT INTO vote_schema_history (version, description, installed_at)
SELECT 1, 'ledger', CURRENT_TIMESTAMP
WHERE NOT EXISTS (SELECT 1 FROM vote_schema_history WHERE version = 1);
