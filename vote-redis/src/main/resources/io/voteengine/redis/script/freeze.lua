-- Freezes a partition for a recovery, and creates its record if there is none. From then on the
-- partition belongs to the ledger that recovers it.
--
-- KEYS  1 meta
-- ARGV  1 token, 2 the ledger, 3 the ledger that it may belong to so far, or ""
-- Reply as state.lua, or an error when it belongs to another ledger, or when this server's eviction
--       policy may drop what it holds: a promoted replica has not been checked for that before
-- Never touches the journal. Works when memory is short.

local meta = redis.call('HMGET', META, 'epoch', 'ledger')
if meta[2] and meta[2] ~= ARGV[2] and meta[2] ~= ARGV[3] then
  return redis.error_reply('WRONGLEDGER ' .. meta[2])
end
local why = evicting()
local refused = begin_freeing()
if refused then return refused end
if why then
  redis.call('HSET', META, 'evicting', 1)
  return redis.error_reply(why)
end
if not meta[1] then
  redis.call('HSET', META, 'epoch', 0, 'seq', 0, 'chain', 0, 'applied', 0, 'evictions', 0)
end
redis.call('HDEL', META, 'evicting')
redis.call('HSET', META, 'frozen', ARGV[1], 'ledger', ARGV[2])
return state()
