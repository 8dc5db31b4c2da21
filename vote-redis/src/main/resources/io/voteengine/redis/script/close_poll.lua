-- Closes a poll in this partition, and appends its close marker the first time in an epoch. A sealed
-- poll needs none.
--
-- KEYS  1 meta, 2 journal, 3 poll, 4 polls
-- ARGV  1 epoch, 2 identity, 3 name of the poll
-- Reply 1, or 0 in another term
-- Never opens a sealed poll, never writes a second marker.

local meta = redis.call('HMGET', META,
  'epoch', 'frozen', 'seq', 'chain', 'castAt', 'steady', 'ahead', 'reached', 'ledger')
if not in_term(meta) then return 0 end

local epoch, name = tonumber(ARGV[1]), ARGV[3]
local p = unpack_poll(redis.call('GET', KEYS[3]), epoch)
  or {state = 0, marked = 0, loaded = 0, choices = 0, opens = 0, closes = 0, interval = 0, window = 0,
    revision = 0, votes = 0, moves = 0, listed = false}
redis.call('ZCARD', KEYS[4])
if p.marked == 1 or p.state == 2 then return 1 end

local now, steady = read_clock(meta[6], meta[7])
local time = math.max(now, tonumber(meta[5] or 0) + 1)
local seq, chain = meta[3] + 1, chain_after(tonumber(meta[4]), 0, time)
local refused = append(KEYS[2], epoch, seq,
  {struct.pack('>BBI4I7Bc0', 2, 0, chain, time, #name, name)})
if refused then return refused end
redis.call('HSET', META, 'seq', seq, 'chain', chain, 'castAt', time,
  'steady', steady, 'ahead', steady - now, 'reached', reach(now, meta[8]))
p.marked, p.state = 1, math.max(p.state, 1)
redis.call('SET', KEYS[3], pack_poll(p, epoch))
redis.call('ZADD', KEYS[4], 0, name)
return 1
