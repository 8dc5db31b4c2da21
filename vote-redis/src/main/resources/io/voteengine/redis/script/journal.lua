-- Reads the oldest entries of the journal together with the partition's state.
--
-- KEYS  1 meta, 2 journal
-- ARGV  1 how many events are wanted, 2 how many an entry may hold
-- Reply the state, then the entries; the last may hold more events than wanted, the first some
--       that are applied already
-- Never writes.

local reply, limit = state(), tonumber(ARGV[1])
local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
if oldest then
  -- An entry's id is the number of its last event.
  local enough = tonumber(string.match(oldest[1], '%d+')) + limit + ARGV[2]
  for i, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', decimal(enough), 'COUNT', limit)) do
    reply[8 + i] = entry[2][2]
  end
end
return reply
