-- Installs what voters hold in a ballot poll, for voters that are not known.
--
-- KEYS  1 meta, 2 polls, 3 draining, 4 what voters hold in the poll
-- ARGV  1 epoch, 2 identity, 3 evictions, 4 name of the poll; then for each voter the name, and
--       what is held as held.lua packs it
-- Reply "LOADED", "RETRY" or "WRONG_EPOCH"
-- Never replaces what is known, and installs nothing while the ledger may lack votes of the poll.

local meta = redis.call('HMGET', META, 'epoch', 'frozen', 'evictions', 'ledger')
if not in_term(meta) then return 'WRONG_EPOCH' end
if meta[3] ~= ARGV[3] then return 'RETRY' end

redis.call('ZCARD', KEYS[2])
if redis.call('ZSCORE', KEYS[3], 'held:' .. ARGV[4]) then return 'RETRY' end

local fields = {}
if not redis.call('HGET', KEYS[4], '') then fields = {'', 0} end
for i = 5, #ARGV, 2 do
  if not redis.call('HGET', KEYS[4], ARGV[i]) then
    fields[#fields + 1] = ARGV[i]
    fields[#fields + 1] = ARGV[i + 1]
  end
end
if #fields == 0 then return 'LOADED' end

local refused = begin_writing()
if refused then return refused end
for i = 1, #fields, 1000 do
  redis.call('HSET', KEYS[4], unpack(fields, i, math.min(i + 999, #fields)))
end
redis.call('ZADD', KEYS[2], 0, ARGV[4])
return 'LOADED'
