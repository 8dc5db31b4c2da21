-- The endpoint that locks the subject's row, by a new voter: lock, upsert of the vote, counter, event row.
\set n :n + 1
\set voter (:n * 16 + :client_id) * 482711393 % 1000000000
\set subject {subject}
BEGIN;
SELECT up, down FROM subject WHERE id = 's' || lpad(:subject::text, 7, '0') FOR UPDATE;
INSERT INTO vote (subject, voter, choice, cast_at)
  VALUES ('s' || lpad(:subject::text, 7, '0'), 'u' || lpad(:voter::text, 9, '0'), 1, now())
  ON CONFLICT (subject, voter) DO UPDATE SET choice = excluded.choice, cast_at = now();
UPDATE subject SET up = up + 1 WHERE id = 's' || lpad(:subject::text, 7, '0');
INSERT INTO event (subject, voter, former, choice)
  VALUES ('s' || lpad(:subject::text, 7, '0'), 'u' || lpad(:voter::text, 9, '0'), 0, 1);
COMMIT;
