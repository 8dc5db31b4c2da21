-- The transaction of the Voter benchmark: vote if under the voter's limit, serializable.
\set n :n + 1
\set phone (:n * 16 + :client_id) * 482711393 % 1000000000
\set contestant {subject}
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT contestant_number FROM contestants WHERE contestant_number = :contestant;
SELECT count(*) < 2 AS under_limit FROM votes WHERE phone_number = :phone \gset
\if :under_limit
SELECT state FROM area_code_state WHERE area_code = :phone / 1000000 \gset
INSERT INTO votes (vote_id, phone_number, state, contestant_number, created)
  VALUES (:phone, :phone, :state, :contestant, now());
\endif
COMMIT;
