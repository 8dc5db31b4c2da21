-- Raises the watermark, and drops the entries that are wholly at or below it.
--
-- KEYS  1 meta, 2 journal, 3 draining
-- ARGV  1 epoch, 2 identity, 3 number of the last event that the ledger has committed
-- Reply 1, or 0 in another term
-- Never lowers the watermark, drops an event above it, or fails for lack of memory. Moves the
--       counter of evictions where a subject has drained: a load on its way may carry older
--       figures. Notes the clock, so that a step back does not go unnoticed.

local meta = redis.call('HMGET', META,
  'epoch', 'frozen', 'applied', 'evictions', 'steady', 'ahead', 'reached', 'ledger')
if not in_term(meta) then return 0 end

local applied = math.max(tonumber(meta[3]), tonumber(ARGV[3]))
local now, steady = read_clock(meta[5], meta[6])
redis.call('ZCARD', KEYS[3])
local refused = first_write('XTRIM', KEYS[2], 'MINID', '=', decimal(applied + 1) .. '-0')
if refused then return refused end
redis.call('HSET', META, 'applied', applied, 'steady', steady, 'ahead', steady - now,
  'reached', reach(now, meta[7]))
if redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', applied) > 0 then
  redis.call('HSET', META, 'evictions', meta[4] + 1)
end
return 1
