-- Freezes a partition for a recovery, and makes its record where there is none.
--
-- KEYS  1 meta
-- ARGV  1 token
-- Reply as state.lua
-- Never touches the journal. Works when memory is short.

local epoch = redis.call('HGET', META, 'epoch')
local refused = begin_freeing()
if refused then return refused end
if not epoch then
  redis.call('HSET', META, 'epoch', 0, 'seq', 0, 'chain', 0, 'applied', 0, 'evictions', 0)
end
redis.call('HSET', META, 'frozen', ARGV[1])
return state()
