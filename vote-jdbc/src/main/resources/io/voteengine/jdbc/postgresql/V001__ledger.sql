-- The ledger on PostgreSQL. VoteSchema.migrate runs this script, or a migration tool of your own
-- does. "part" is the partition's number: PARTITION is a reserved word in MySQL, and names are the
-- same everywhere. Ids are compared by their bytes (COLLATE "C"), which is the order of SubjectId.

CREATE TABLE vote_schema_history (
  version      INTEGER PRIMARY KEY,
  description  VARCHAR(200) NOT NULL,
  -- Null when another tool than VoteSchema ran the script.
  checksum     VARCHAR(64),
  installed_at TIMESTAMPTZ NOT NULL
);

-- One row: the ledger's identity. Its store records it, so that no other ledger takes the store for
-- its own. VoteSchema.renewIdentity gives a copy of a database a new one. Engines that start with a
-- store in memory lock this row.
CREATE TABLE vote_ledger (
  id    UUID PRIMARY KEY,
  locks BIGINT DEFAULT 0 NOT NULL
);

INSERT INTO vote_ledger (id) VALUES (gen_random_uuid());

-- The position of each partition. A transaction that writes votes locks the partition's row first.
CREATE TABLE vote_partition (
  part        INTEGER PRIMARY KEY,
  -- The number of all partitions; several ledgers may share them.
  partitions  INTEGER NOT NULL,
  epoch       BIGINT NOT NULL,
  seq         BIGINT NOT NULL,
  chain       BIGINT NOT NULL,
  -- How many votes were written that did not come from the journal. Their numbers are below 0.
  direct      BIGINT DEFAULT 0 NOT NULL,
  -- How often voters' ids were replaced, which moves their votes in the order of pages.
  erasures    BIGINT DEFAULT 0 NOT NULL,
  -- How often the row was locked. A lock changes its row: on a cluster of several masters, only
  -- changes of one row make one of two transactions fail.
  locks       BIGINT DEFAULT 0 NOT NULL,
  -- Empty in epoch 0, before any server has served.
  identity    VARCHAR(128) COLLATE "C" NOT NULL
) WITH (fillfactor = 20);

-- The nodes that flush, each alive until that moment unless it renews its lease.
CREATE TABLE vote_node (
  id       UUID PRIMARY KEY,
  -- The store that only this node reaches; null when others share it.
  store    VARCHAR(128) COLLATE "C",
  until_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 20);

-- Which node flushes which partition, as long as the node lives. Transactions that write votes
-- never lock it. Null when no node holds it.
CREATE TABLE vote_lease (
  part INTEGER PRIMARY KEY,
  node UUID
);

CREATE TABLE vote_poll (
  name     VARCHAR(128) COLLATE "C" PRIMARY KEY,
  rules    VARCHAR(500) NOT NULL,
  state    VARCHAR(16) NOT NULL,
  -- Whether a clock has shown the closing time: then no other clock opens the poll again.
  is_over  BOOLEAN DEFAULT FALSE NOT NULL,
  -- How often its rules have changed.
  revision BIGINT DEFAULT 0 NOT NULL,
  locks    BIGINT DEFAULT 0 NOT NULL
);

-- Each change of a poll's rules.
CREATE TABLE vote_poll_change (
  poll         VARCHAR(128) COLLATE "C" NOT NULL,
  revision     BIGINT NOT NULL,
  changed_at   TIMESTAMPTZ NOT NULL,
  changed_by   VARCHAR(128) COLLATE "C" NOT NULL,
  reason       VARCHAR(500) NOT NULL,
  rules_before VARCHAR(500) NOT NULL,
  rules_after  VARCHAR(500) NOT NULL,
  PRIMARY KEY (poll, revision)
);

-- Polls whose rules have changed, and which partitions of the store may hold with the former ones.
CREATE TABLE vote_poll_stale (
  poll      VARCHAR(128) COLLATE "C" PRIMARY KEY,
  revision  BIGINT NOT NULL,
  marked_at TIMESTAMPTZ NOT NULL
);

-- The last applied close marker of each poll.
CREATE TABLE vote_close (
  part  INTEGER NOT NULL,
  poll  VARCHAR(128) COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  seq   BIGINT NOT NULL,
  PRIMARY KEY (part, poll)
);

-- Choices: 1 up, -1 down, 0 none. No column that changes is indexed, so that updates stay on the
-- page.
CREATE TABLE vote (
  part       INTEGER NOT NULL,
  poll       VARCHAR(128) COLLATE "C" NOT NULL,
  subject    VARCHAR(128) COLLATE "C" NOT NULL,
  voter      VARCHAR(128) COLLATE "C" NOT NULL,
  choice     SMALLINT NOT NULL,
  -- The choice of a vote before it was voided; its choice is 0 then. 0 for any other vote.
  voided     SMALLINT DEFAULT 0 NOT NULL,
  cast_at    TIMESTAMPTZ NOT NULL,
  request_id UUID NOT NULL,
  -- Whether a choice of this row ever came around the journal.
  direct     BOOLEAN DEFAULT FALSE NOT NULL,
  PRIMARY KEY (part, poll, subject, voter)
) WITH (fillfactor = 85);

CREATE INDEX vote_by_voter ON vote (voter);

CREATE TABLE vote_tally (
  part    INTEGER NOT NULL,
  poll    VARCHAR(128) COLLATE "C" NOT NULL,
  subject VARCHAR(128) COLLATE "C" NOT NULL,
  up      BIGINT NOT NULL,
  down    BIGINT NOT NULL,
  version BIGINT NOT NULL,
  -- When the first vote was cast, in microseconds since 1970; null before any vote was counted.
  first_at BIGINT,
  -- The rankings, see io.voteengine.ranking.Rankings. Null without votes, so that no list shows the
  -- subject. In floating point, except the score: integers overflow. Defined for negative counts
  -- too: for an upsert the database computes them from the difference that it would insert, before
  -- it finds the row to add that to.
  score   BIGINT GENERATED ALWAYS AS (
    CASE WHEN up <> 0 OR down <> 0 THEN up - down END) STORED,
  wilson  DOUBLE PRECISION GENERATED ALWAYS AS (
    CASE WHEN up = 0 AND down = 0 THEN NULL WHEN up <= 0 OR down < 0 THEN 0 ELSE
      up::float8 / (up::float8 + down::float8) * (up::float8 / (up::float8 + 1.9208::float8
        + 1.96::float8 * sqrt(up::float8 / (up::float8 + down::float8) * down::float8 + 0.9604::float8)))
    END) STORED,
  hot     DOUBLE PRECISION GENERATED ALWAYS AS (
    CASE WHEN up <> 0 OR down <> 0 THEN
      sign((up - down)::float8) * log(greatest(abs((up - down)::float8), 1))
      + (coalesce(first_at, 0)::float8 - 1134028003000000) / 45000000000
    END) STORED,
  controversy DOUBLE PRECISION GENERATED ALWAYS AS (
    CASE WHEN up = 0 AND down = 0 THEN NULL WHEN up <= 0 OR down <= 0 THEN 0 ELSE
      power(up::float8 + down::float8, least(up, down)::float8 / greatest(up, down)::float8)
    END) STORED,
  PRIMARY KEY (part, poll, subject)
) WITH (fillfactor = 50);

-- The top of a poll, over all partitions.
CREATE INDEX vote_tally_by_score ON vote_tally (poll, score DESC, subject);
CREATE INDEX vote_tally_by_wilson ON vote_tally (poll, wilson DESC, subject);
CREATE INDEX vote_tally_by_hot ON vote_tally (poll, hot DESC, subject);
CREATE INDEX vote_tally_by_controversy ON vote_tally (poll, controversy DESC, subject);

-- Subjects whose votes were changed around the store, which must reload them.
CREATE TABLE vote_stale (
  part    INTEGER NOT NULL,
  poll    VARCHAR(128) COLLATE "C" NOT NULL,
  subject VARCHAR(128) COLLATE "C" NOT NULL,
  -- Random, and another one for each change.
  mark    BIGINT NOT NULL,
  PRIMARY KEY (part, poll, subject)
);

-- The audit log. The request is part of the key because a server that lost its tail gives the same
-- numbers to other votes; a recovery keeps both.
CREATE TABLE vote_event (
  part       INTEGER NOT NULL,
  epoch      BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  request_id UUID NOT NULL,
  poll       VARCHAR(128) COLLATE "C" NOT NULL,
  subject    VARCHAR(128) COLLATE "C" NOT NULL,
  voter      VARCHAR(128) COLLATE "C" NOT NULL,
  previous   SMALLINT NOT NULL,
  choice     SMALLINT NOT NULL,
  cast_at    TIMESTAMPTZ NOT NULL,
  variant    VARCHAR(128),
  -- False when the vote changed nothing: it was older than the voter's row, or its poll was sealed.
  counted    BOOLEAN NOT NULL,
  -- When it was written, which for imports is not when it was cast; in UTC.
  log_day    DATE DEFAULT (CURRENT_TIMESTAMP AT TIME ZONE 'UTC')::date NOT NULL,
  PRIMARY KEY (part, epoch, seq, request_id, log_day)
) PARTITION BY RANGE (log_day);

-- The entries whose day has no partition: all of them, unless the audit log has a retention.
CREATE TABLE vote_event_default PARTITION OF vote_event DEFAULT;

CREATE INDEX vote_event_by_subject ON vote_event (part, poll, subject, cast_at);
CREATE INDEX vote_event_by_poll ON vote_event (poll, cast_at);
CREATE INDEX vote_event_by_request ON vote_event (request_id);

-- The audit log has forgotten no vote cast from this moment on.
CREATE TABLE vote_event_kept (
  -- A key of its own, without which a table in a publication accepts no updates.
  kept_from TIMESTAMPTZ PRIMARY KEY
);

INSERT INTO vote_event_kept (kept_from) VALUES ('0001-01-01 00:00:00+00');

-- The votes of polls as they were at one moment. TAKING until the votes are copied, COPIED until
-- they are summed, or IMPORTING from a file; then COMPLETE, and finally DELETING. Only complete
-- backups are visible.
CREATE TABLE vote_backup (
  id         UUID PRIMARY KEY,
  poll       VARCHAR(128) COLLATE "C" NOT NULL,
  rules      VARCHAR(500) NOT NULL,
  state      VARCHAR(16) NOT NULL,
  taken_at   TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  votes      BIGINT NOT NULL,
  subjects   BIGINT NOT NULL,
  up         BIGINT NOT NULL,
  down       BIGINT NOT NULL,
  -- Empty, or a mark, until the votes are summed.
  digest     VARCHAR(64) NOT NULL,
  -- Votes up to this moment yield to the backup; null unless it is being restored.
  restore_at TIMESTAMPTZ,
  locks      BIGINT DEFAULT 0 NOT NULL
);

CREATE TABLE vote_backup_vote (
  part       INTEGER NOT NULL,
  backup     UUID NOT NULL,
  subject    VARCHAR(128) COLLATE "C" NOT NULL,
  voter      VARCHAR(128) COLLATE "C" NOT NULL,
  choice     SMALLINT NOT NULL,
  cast_at    TIMESTAMPTZ NOT NULL,
  request_id UUID NOT NULL,
  PRIMARY KEY (part, backup, subject, voter)
);

-- The newest votes of each partition when a restore began: of those that came through the journal,
-- by the store's clock, and of the others, by the database's; 0 for none.
CREATE TABLE vote_restore (
  part       INTEGER NOT NULL,
  backup     UUID NOT NULL,
  journal_at BIGINT NOT NULL,
  direct_at  BIGINT NOT NULL,
  PRIMARY KEY (part, backup)
);

-- Events that the database refused for their data, in columns that refuse nothing.
CREATE TABLE vote_quarantine (
  part           INTEGER NOT NULL,
  epoch          BIGINT NOT NULL,
  seq            BIGINT NOT NULL,
  request_id     UUID NOT NULL,
  poll           VARCHAR(128) COLLATE "C" NOT NULL,
  subject        VARCHAR(128) COLLATE "C" NOT NULL,
  voter          VARCHAR(128) COLLATE "C" NOT NULL,
  previous       SMALLINT NOT NULL,
  choice         SMALLINT NOT NULL,
  -- Microseconds since 1970: a refused time may be one that no timestamp holds.
  cast_at        BIGINT NOT NULL,
  variant        VARCHAR(128),
  reason         VARCHAR(1000) NOT NULL,
  quarantined_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (part, epoch, seq, request_id)
);

CREATE INDEX vote_quarantine_by_request ON vote_quarantine (request_id);

-- Writes votes of one partition, and returns those that the database refuses for their data, by
-- their place in the arrays. The first ones, as many as are added, have no row yet: a plain insert
-- takes half the time of an upsert. It writes all at once at first. When one is refused, it writes
-- in small groups, each undone alone, and a refused group vote by vote, which finds the refused
-- one; then the votes before that one again. This is a function because a group costs microseconds
-- here, and two round trips from a client. It reads the arrays by element, since a slice copies the
-- whole array. It is planned once: the plan for a few votes looks so cheap that every group would
-- be planned again. It is quoted so that any tool finds its end.
CREATE FUNCTION vote_write(
  partition_number INTEGER, polls TEXT[], subjects TEXT[], voters TEXT[], choices SMALLINT[],
  cast_micros BIGINT[], requests UUID[], added INTEGER
) RETURNS TABLE (n INTEGER, state TEXT, reason TEXT)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS '
DECLARE
  total CONSTANT INTEGER := cardinality(polls);
  together INTEGER := total;
  one_by_one BOOLEAN := false;
  first INTEGER := 1;
  last INTEGER;
  at INTEGER;
  til INTEGER;
BEGIN
  n := 0;
  WHILE first <= total LOOP
    IF first = n THEN
      RETURN NEXT;
      first := first + 1;
      CONTINUE;
    END IF;
    last := least(first + together - 1, CASE WHEN first <= added THEN added ELSE total END,
      CASE WHEN first < n THEN n - 1 ELSE total END);
    at := first;
    BEGIN
      WHILE at <= last LOOP
        til := CASE WHEN one_by_one THEN at ELSE last END;
        -- Microseconds as a moment, in integers: a factor above 2^53 would be rounded.
        IF at <= added THEN
          INSERT INTO vote (part, poll, subject, voter, choice, cast_at, request_id)
          SELECT partition_number, polls[i], subjects[i], voters[i], choices[i],
            timestamptz ''epoch''
            + make_interval(hours => (cast_micros[i] / 3600000000)::int)
            + (cast_micros[i] % 3600000000) * interval ''1 microsecond'',
            requests[i]
          FROM generate_series(at, til) AS i;
        ELSE
          INSERT INTO vote (part, poll, subject, voter, choice, cast_at, request_id)
          SELECT partition_number, polls[i], subjects[i], voters[i], choices[i],
            timestamptz ''epoch''
            + make_interval(hours => (cast_micros[i] / 3600000000)::int)
            + (cast_micros[i] % 3600000000) * interval ''1 microsecond'',
            requests[i]
          FROM generate_series(at, til) AS i
          ON CONFLICT (part, poll, subject, voter) DO UPDATE
          SET choice = excluded.choice, voided = 0,
            cast_at = excluded.cast_at, request_id = excluded.request_id;
        END IF;
        at := til + 1;
      END LOOP;
      first := last + 1;
      one_by_one := false;
    EXCEPTION
      WHEN data_exception OR integrity_constraint_violation OR with_check_option_violation
        OR program_limit_exceeded OR plpgsql_error
      THEN
        IF one_by_one OR first = last THEN
          n := at;
          state := SQLSTATE;
          reason := SQLERRM;
          one_by_one := false;
        ELSIF together > 16 THEN
          together := 16;
        ELSE
          one_by_one := true;
        END IF;
    END;
  END LOOP;
END ';

INSERT INTO vote_schema_history (version, description, installed_at)
VALUES (1, 'ledger', CURRENT_TIMESTAMP);
