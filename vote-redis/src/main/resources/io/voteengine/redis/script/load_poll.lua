-- Installs a poll if it is absent, or loaded with rules of an older revision, and seals one that is
-- sealed. A poll that was closed by hand stays closed, and so does one that has refused a vote since
-- its closing time had come.
--
-- KEYS  1 meta, 2 poll, 3 polls
-- ARGV  1 epoch, 2 identity, 3 name, 4 state, 5 choices, 6 opens, 7 closes, 8 interval, 9 window,
--       10 whether its closing time is known to have passed, 11 revision of its rules, 12 choices
--       that a voter may hold, 0 for any number, 13 whether they move: 1, or 0,
--       14 whether the poll lists its subjects: 1, or 0
-- Reply "LOADED" or "WRONG_EPOCH"
-- Never goes back to older rules, unless the poll is sealed, and never opens a poll again.

if not in_term(redis.call('HMGET', META, 'epoch', 'frozen', 'ledger')) then return 'WRONG_EPOCH' end

local epoch = tonumber(ARGV[1])
local known = unpack_poll(redis.call('GET', KEYS[2]), epoch)
redis.call('ZCARD', KEYS[3])
local current = known and known.loaded > 0 and known.revision >= tonumber(ARGV[11])
local seals = tonumber(ARGV[4]) == 2 and known and known.state < 2
if current and not seals then return 'LOADED' end

local p = {
  state = math.max(tonumber(ARGV[4]), known and known.state or 0),
  marked = known and known.marked or 0,
  loaded = math.max(1 + tonumber(ARGV[10]), known and known.loaded or 0),
  choices = tonumber(ARGV[5]),
  opens = tonumber(ARGV[6]), closes = tonumber(ARGV[7]),
  interval = tonumber(ARGV[8]), window = tonumber(ARGV[9]), revision = tonumber(ARGV[11]),
  votes = tonumber(ARGV[12]), moves = tonumber(ARGV[13]), listed = ARGV[14] == '1',
}
local refused = first_write('SET', KEYS[2], pack_poll(p, epoch))
if refused then return refused end
redis.call('ZADD', KEYS[3], 0, ARGV[3])
return 'LOADED'
