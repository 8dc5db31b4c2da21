-- Forgets subjects that nobody uses and that the ledger has wholly, and what is left of earlier
-- epochs. Each call goes on where the last one ended, by poll and rank.
--
-- KEYS  1 meta, 2 polls, 3 garbage
-- ARGV  1 epoch, 2 identity, 3 idle for at least so many microseconds, 4 how many to look at
-- Reply how many were forgotten, 0 in another term
-- Never forgets a subject with an event above the watermark, or with a limiter that remembers
--       something. Works when memory is short.

local meta = redis.call('HMGET', META,
  'epoch', 'frozen', 'applied', 'steady', 'ahead', 'evictions', 'sweepPoll', 'sweepRank')
if not in_term(meta) then return 0 end

local epoch, idle, left = tonumber(ARGV[1]), tonumber(ARGV[3]), tonumber(ARGV[4])
local applied, forgotten = tonumber(meta[3]), 0
local _, steady = read_clock(meta[4], meta[5])
redis.call('ZCARD', KEYS[2])
redis.call('LLEN', KEYS[3])
local refused = begin_freeing()
if refused then return refused end

-- Redis counts whole seconds, and may be one ahead.
local function is_idle(key)
  if idle == 0 then return true end
  local seconds = redis.call('OBJECT', 'IDLETIME', key)
  return seconds and (seconds - 1) * 1000000 >= idle
end

local function sweep_garbage()
  local ranking = redis.call('LINDEX', KEYS[3], 0)
  while ranking and left > 0 do
    for i, name in ipairs(redis.call('ZPOPMIN', ranking, left)) do
      if i % 2 == 1 then
        left = left - 1
        local key = BASE .. 'subject:' .. name
        local raw = redis.pcall('HGET', key, '')
        local s = type(raw) == 'string' and unpack_subject(key, raw, epoch)
        if s and not s.current then forget(s) end
      end
    end
    if redis.call('EXISTS', ranking) == 0 then
      redis.call('LPOP', KEYS[3])
      ranking = redis.call('LINDEX', KEYS[3], 0)
    end
  end
end

-- Looks at subjects of a poll from a rank on; answers with the rank to go on from.
local function sweep(poll, rank)
  local top = BASE .. 'top:' .. poll
  local names = redis.pcall('ZRANGE', top, rank, rank + left - 1)
  if names.err then return rank end
  for _, name in ipairs(names) do
    left = left - 1
    local key = BASE .. 'subject:' .. name
    local unused = is_idle(key)
    local raw = redis.pcall('HGET', key, '')
    local s = type(raw) == 'string' and unpack_subject(key, raw, epoch)
    if s and s.current and unused and s.seq <= applied and s.limited <= steady then
      forget(s)
      redis.call('ZREM', top, name)
      forgotten = forgotten + 1
    else
      rank = rank + 1
    end
  end
  return rank
end

local function next_poll(from)
  return redis.call('ZRANGEBYLEX', KEYS[2], from, '+', 'LIMIT', 0, 1)[1]
end

sweep_garbage()
local poll, rank = next_poll('[' .. (meta[7] or '')), 0
if poll == meta[7] then rank = tonumber(meta[8]) end
for round = 1, 2 do
  while poll and left > 0 do
    rank = sweep(poll, rank)
    if left > 0 then poll, rank = next_poll('(' .. poll), 0 end
  end
  if left > 0 and round == 1 then poll, rank = next_poll('-'), 0 end
end
redis.call('HSET', META, 'sweepPoll', poll or '', 'sweepRank', rank)
if forgotten > 0 then redis.call('HSET', META, 'evictions', meta[6] + 1) end
return forgotten
