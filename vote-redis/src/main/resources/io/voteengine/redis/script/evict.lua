-- Forgets unused subjects that the ledger has completely, polls without subjects, and what is left
-- of earlier epochs. Each call continues where the last one ended, by poll and rank.
--
-- KEYS  1 meta, 2 polls, 3 garbage
-- ARGV  1 epoch, 2 identity, 3 the least idle time in microseconds, 4 how many keys and polls to
--       look at or to free; a single subject with more keys is freed all the same
-- Reply how many were forgotten, 0 in another term; bytes in use; the limit in bytes, 0 for none;
--       or an error when the server itself evicts
-- Never forgets a subject with an event above the watermark, or with a limiter that remembers
--       something, or what voters hold in a ballot poll with an event above the watermark, or a poll
--       that was closed and is not sealed. Works when memory is short.

local meta = redis.call('HMGET', META,
  'epoch', 'frozen', 'applied', 'steady', 'ahead', 'evictions', 'sweepPoll', 'sweepRank', 'ledger')

local function reply(forgotten)
  local why = evicting()
  if why then return redis.error_reply(why) end
  local memory = redis.call('INFO', 'memory')
  return {forgotten, tonumber(string.match(memory, 'used_memory:(%d+)')),
    tonumber(string.match(memory, 'maxmemory:(%d+)'))}
end

if not in_term(meta) then return reply(0) end

local epoch, idle, left = tonumber(ARGV[1]), tonumber(ARGV[3]), tonumber(ARGV[4])
local applied, forgotten = tonumber(meta[3]), 0
local now, steady = read_clock(meta[4], meta[5])
redis.call('ZCARD', KEYS[2])
redis.call('LLEN', KEYS[3])
local refused = begin_freeing()
if refused then return refused end

-- The seconds since a key's last use; nil when they are too few. Redis counts whole seconds, and
-- after a step back of its clock takes the future for the distant past.
local function idle_seconds(key)
  local seconds = redis.call('OBJECT', 'IDLETIME', key)
  if seconds and (idle == 0 or seconds * 1000000 >= idle and seconds < 2 ^ 23) then
    return seconds
  end
end

-- Returns the subject if it may be forgotten. Looking at it counts as a use, which is undone when
-- it stays.
local function may_go(key, seconds)
  local raw = redis.pcall('HGET', key, '')
  local s = type(raw) == 'string' and unpack_subject(key, raw, epoch)
  if not s or not s.current then return nil end
  if s.seq <= applied and s.limited <= steady then return s end
  redis.call('RESTORE', key, 0, redis.call('DUMP', key), 'REPLACE', 'IDLETIME', seconds)
end

-- Frees a subject; each further bucket counts as one look.
local function free(s)
  left = left - (s.buckets - 1)
  retire(s, now, steady)
end

local function top_of(from, poll)
  return BASE .. 'top:' .. from .. ':' .. poll
end

-- Frees the first subjects of a poll of an earlier epoch.
local function free_some(from, poll)
  local top = top_of(from, poll)
  local names = redis.pcall('ZRANGE', top, 0, left - 1)
  if names.err then
    redis.call('UNLINK', top)
    return
  end
  for _, name in ipairs(names) do
    if left <= 0 then return end
    left = left - 1
    local key = BASE .. 'subject:' .. name
    local raw = redis.pcall('HGET', key, '')
    local s = type(raw) == 'string' and unpack_subject(key, raw, epoch)
    if s and not s.current then free(s) end
    redis.call('ZREM', top, name) -- Last: what stops half way is found again.
  end
end

local function sweep_garbage()
  local from = redis.call('LINDEX', KEYS[3], 0)
  while from and left > 0 do
    local polls = BASE .. 'polls:' .. from
    local poll = redis.call('ZRANGE', polls, 0, 0)[1]
    if poll then
      left = left - 1
      free_some(from, poll)
      -- Rules of the current epoch must stay.
      if redis.call('EXISTS', top_of(from, poll)) == 0 then
        redis.call('UNLINK', held_key(from, poll))
        local raw = redis.pcall('GET', BASE .. 'poll:' .. poll)
        if type(raw) ~= 'string' or not unpack_poll(raw, epoch) then
          redis.call('UNLINK', BASE .. 'poll:' .. poll)
        end
        redis.call('ZREM', polls, poll)
      end
    else
      redis.call('LPOP', KEYS[3])
      from = redis.call('LINDEX', KEYS[3], 0)
    end
  end
end

local function count_forgotten()
  -- First, since a slot that is being moved may stop the rest half way.
  if forgotten == 0 then redis.call('HSET', META, 'evictions', meta[6] + 1) end
  forgotten = forgotten + 1
end

-- Frees what voters hold in a ballot poll. Returns false when it must stay.
local function drop_held(poll)
  local key = held_key(ARGV[1], poll)
  if redis.call('EXISTS', key) == 0 then return true end
  if not idle_seconds(key) then return false end
  local last = redis.pcall('HGET', key, '')
  if type(last) == 'string' and tonumber(last) > applied then return false end
  count_forgotten()
  redis.call('UNLINK', key)
  return true
end

-- Takes a poll without subjects off the list, with its rules, unless those are in use or record
-- that it is closed, which the ledger may not know before it is sealed.
local function drop(poll)
  local key = BASE .. 'poll:' .. poll
  if not drop_held(poll) or redis.call('EXISTS', top_of(ARGV[1], poll)) == 1 then return end
  if redis.call('EXISTS', key) == 1 then
    if not idle_seconds(key) then return end
    local raw = redis.pcall('GET', key)
    local p = type(raw) == 'string' and unpack_poll(raw, epoch)
    if p and p.state ~= 2 and (p.state == 1 or p.marked == 1) then return end
    redis.call('UNLINK', key)
  end
  redis.call('ZREM', KEYS[2], poll)
end

-- Looks at the subjects of a poll from a rank on, and returns the rank to continue from.
local function sweep(poll, rank)
  local top = top_of(ARGV[1], poll)
  local names = redis.pcall('ZRANGE', top, rank, rank + left - 1)
  if names.err then return rank end
  for _, name in ipairs(names) do
    if left <= 0 then break end
    left = left - 1
    local key = BASE .. 'subject:' .. name
    local seconds = idle_seconds(key)
    local s = seconds and may_go(key, seconds)
    if s then
      count_forgotten()
      free(s)
      redis.call('ZREM', top, name)
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
    left = left - 1
    rank = sweep(poll, rank)
    if left > 0 then
      drop(poll)
      poll, rank = next_poll('(' .. poll), 0
    end
  end
  if left > 0 and round == 1 then poll, rank = next_poll('-'), 0 end
end
redis.call('HSET', META, 'sweepPoll', poll or '', 'sweepRank', rank)
return reply(forgotten)
