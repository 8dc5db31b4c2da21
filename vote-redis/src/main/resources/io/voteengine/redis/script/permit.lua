-- Takes a permit of a limit over all subjects, or gives one back: the generic cell rate algorithm,
-- as in cast.lua. The key holds the moment at which all permits are back.
--
-- KEYS  1 meta, 2 limit
-- ARGV  1 epoch, 2 identity, 3 microseconds in which a permit comes back, 4 permits, 5 how many to
--       take: 1, or -1
-- Reply "WRONG_EPOCH", or microseconds to wait; 0: done
-- Never lets a refused attempt postpone the permit. The key expires when all permits are back, plus
--       the time by which the clock was behind.

local meta = redis.call('HMGET', META, 'epoch', 'frozen', 'steady', 'ahead', 'ledger')
if not in_term(meta) then return 'WRONG_EPOCH' end

local now, steady, stepped_back = read_clock(meta[3], meta[4])
local interval, permits, count = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local window = interval * permits
local state = math.min(tonumber(redis.call('GET', KEYS[2]) or 0), steady + window)
local taken = math.max(state, steady) + count * interval
local early = taken - steady - window

local refused
if early <= 0 and taken > steady then
  -- By the clock, not by steady time: when the clock leaps back to its latest value, the key must
  -- still exist.
  local millis = math.ceil((taken - now) / 1000)
  refused = first_write('SET', KEYS[2], decimal(taken), 'PX', decimal(millis))
elseif early <= 0 then
  refused = first_write('DEL', KEYS[2])
end
if refused then return refused end
if early <= 0 or stepped_back then
  refused = first_write('HSET', META, 'steady', steady, 'ahead', steady - now)
  if refused then return refused end
end
return math.max(early, 0)
