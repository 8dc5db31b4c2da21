-- Ends a recovery: a new epoch, an empty journal, nothing loaded. What was held is left for
-- evict.lua, which finds it by the names of the earlier epoch; no call reads what is of an earlier
-- epoch. The time this takes does not grow with what was held.
--
-- KEYS  1 meta, 2 journal, 3 draining, 4 makers, 5 garbage
-- ARGV  1 the new epoch, 2 identity, 3 token
-- Reply 1, or 0 when the partition is frozen with another token, or this is another server
-- Never lowers the counter of evictions or the time of the last vote. Works when memory is short.

local meta = redis.call('HMGET', META, 'epoch', 'frozen', 'evictions', 'ledger')
if identity(meta[4]) ~= ARGV[2] or meta[2] ~= ARGV[3] then return 0 end

redis.call('LLEN', KEYS[5])
local refused = begin_freeing()
if refused then return refused end
redis.call('RPUSH', KEYS[5], meta[1])
redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4])
redis.call('HDEL', META, 'frozen', 'sweepPoll', 'sweepRank')
redis.call('HSET', META, 'epoch', ARGV[1], 'seq', 0, 'chain', 0, 'applied', 0,
  'evictions', meta[3] + 1)
return 1
