-- Reads the oldest entries of the journal after an event, together with the partition's state.
--
-- KEYS  1 meta, 2 journal
-- ARGV  1 how many events are wanted, 2 how many an entry may hold, 3 the event's number, or 0
-- Reply the state, then the entries; the last may hold more events than wanted, the first some
--       that are applied already or not after the event
-- Never writes.

-- An entry's id is the number of its last event.
local reply, limit, first = state(), tonumber(ARGV[1]), decimal(ARGV[3] + 1)
local oldest = redis.call('XRANGE', KEYS[2], first, '+', 'COUNT', 1)[1]
if oldest then
  local enough = tonumber(string.match(oldest[1], '%d+')) + limit + ARGV[2]
  for i, entry in ipairs(redis.call('XRANGE', KEYS[2], first, decimal(enough), 'COUNT', limit)) do
    reply[8 + i] = entry[2][2]
  end
end
return reply
