-- Forgets subjects, except limiters that remember something. Subjects with events that the ledger
-- lacks can be loaded again only once the ledger has them. So can what voters hold in the subjects'
-- polls, if these are ballot polls.
--
-- KEYS  1 meta, 2 draining; then for each subject: subject, top
-- ARGV  1 epoch, 2 identity
-- Reply 1, or 0 in another term
-- Never leaves the counter of evictions unchanged: a load with older figures may be on its way.
--       Moves it first, since a slot that is being moved may stop the rest half way. Works when
--       memory is short, and repairs a subject's key of the wrong type.

local meta = redis.call('HMGET', META,
  'epoch', 'frozen', 'seq', 'applied', 'evictions', 'steady', 'ahead', 'ledger')
if not in_term(meta) then return 0 end
local now, steady = read_clock(meta[6], meta[7])

local epoch, held = tonumber(ARGV[1]), {}
redis.call('ZCARD', KEYS[2])
for i = 3, #KEYS, 2 do
  local raw = redis.pcall('HGET', KEYS[i], '')
  redis.call('ZCARD', KEYS[i + 1])
  if type(raw) == 'table' then
    held[i] = {key = KEYS[i], buckets = 1, seq = tonumber(meta[3])}
  elseif raw then
    local s = unpack_subject(KEYS[i], raw, epoch)
    if s.current then held[i] = s end
  end
end

-- By name of the poll, the last event of those whose voters' choices are known. The subject's place
-- in the ranking names the poll: "top:<epoch>:<poll>".
local ballots = {}
for i = 4, #KEYS, 2 do
  local poll = string.sub(KEYS[i], #BASE + #'top:' + #ARGV[1] + 2)
  if ballots[poll] == nil then
    local last = redis.pcall('HGET', held_key(ARGV[1], poll), '')
    ballots[poll] = type(last) == 'table' and tonumber(meta[3]) or tonumber(last or 0)
  end
end

local refused = begin_freeing()
if refused then return refused end
redis.call('HSET', META, 'evictions', meta[5] + 1)
for poll, last in pairs(ballots) do
  redis.call('UNLINK', held_key(ARGV[1], poll))
  if last > tonumber(meta[4]) then redis.call('ZADD', KEYS[2], last, 'held:' .. poll) end
end
for i, s in pairs(held) do
  retire(s, now, steady)
  redis.call('ZREM', KEYS[i + 1], subject_name(s))
  if s.seq > tonumber(meta[4]) then redis.call('ZADD', KEYS[2], s.seq, subject_name(s)) end
end
return 1
