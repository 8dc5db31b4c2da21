-- Ends a recovery: a new epoch, an empty journal, nothing loaded. What was held is left for
-- evict.lua, which finds it by the rankings; it is of an earlier epoch and hence nowhere seen.
--
-- KEYS  1 meta, 2 journal, 3 draining, 4 makers, 5 polls, 6 garbage
-- ARGV  1 the new epoch, 2 identity, 3 token
-- Reply 1, or 0 where the partition is frozen with another token, or this is another server
-- Never lowers the counter of evictions or the time of the last vote. Works when memory is short.

local meta = redis.call('HMGET', META, 'epoch', 'frozen', 'evictions')
if meta[2] ~= ARGV[3] or identity() ~= ARGV[2] then return 0 end

local polls = redis.call('ZRANGE', KEYS[5], 0, -1)
redis.call('LLEN', KEYS[6])
local refused = begin_freeing()
if refused then return refused end
for _, poll in ipairs(polls) do
  local top = BASE .. 'top:' .. poll
  local garbage = BASE .. 'garbage:' .. meta[1] .. ':' .. poll
  if redis.call('TYPE', top).ok == 'zset' then
    redis.call('RENAME', top, garbage)
    redis.call('RPUSH', KEYS[6], garbage)
  end
  redis.call('UNLINK', top, BASE .. 'poll:' .. poll)
end
redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('HDEL', META, 'frozen', 'sweepPoll', 'sweepRank')
redis.call('HSET', META, 'epoch', ARGV[1], 'seq', 0, 'chain', 0, 'applied', 0,
  'evictions', meta[3] + 1)
return 1
