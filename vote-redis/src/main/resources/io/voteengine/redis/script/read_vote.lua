-- A voter's choice on a subject.
--
-- KEYS  1 meta, 2 makers, 3 subject
-- ARGV  1 epoch, 2 identity, 3 voter
-- Reply nil when the partition does not hold it, or a string: choice, time, and the request id if
--       there is one
-- Never writes.

if not in_term(redis.call('HMGET', META, 'epoch', 'frozen', 'ledger')) then return false end

local raw = redis.call('HMGET', KEYS[3], '', ARGV[3])
local s = unpack_subject(KEYS[3], raw[1], tonumber(ARGV[1]))
if not s or not s.current then return false end
local v, err = find_voter(s, ARGV[3], raw[2])
if err then return redis.error_reply(err) end
if not v then return s.complete == 1 and struct.pack('>BI7', 0, 0) or false end
return struct.pack('>BI7', v.choice, v.cast_at) .. request_of(v.id, KEYS[2])
