-- Installs absent subjects with their votes: all, or none while one is still draining.
--
-- KEYS  1 meta, 2 polls, 3 draining, 4 makers; then for each subject: subject, top
-- ARGV  1 epoch, 2 identity, 3 evictions; then for each subject a string: up, down, version,
--       complete (1) and 4 times the listing, owner (none: empty), name of its poll, and its votes as
--       loading.lua reads them
-- Reply "LOADED", "RETRY" or "WRONG_EPOCH"
-- Never replaces what is held in this epoch.

local meta = redis.call('HMGET', META, 'epoch', 'frozen', 'evictions', 'steady', 'ahead', 'ledger')
if not in_term(meta) then return 'WRONG_EPOCH' end
if meta[3] ~= ARGV[3] then return 'RETRY' end

local epoch, found = tonumber(ARGV[1]), {}
local now, steady = read_clock(meta[4], meta[5])
redis.call('ZCARD', KEYS[2])
redis.call('HLEN', KEYS[4])
for i = 4, #ARGV do
  local key, top = KEYS[2 * i - 3], KEYS[2 * i - 2]
  local s = unpack_subject(key, redis.call('HGET', key, ''), epoch)
    or {key = key, current = false, buckets = 1}
  redis.call('ZCARD', top)
  if redis.call('ZSCORE', KEYS[3], subject_name(s)) then return 'RETRY' end
  found[i] = s
end

local function install(s, raw, top)
  local up, down, version, flags, owner, poll, from = struct.unpack('>i7i7I7BBc0Bc0', raw)
  retire(s, now, steady)
  local older = find_kept(subject_name(s))
  s = {key = s.key, up = up, down = down, version = version, seq = 0,
    complete = flags % 2, listing = math.floor(flags / 4), owner = owner,
    limited = older and older.limited or 0, kept = older ~= nil, voters = 0, buckets = 1}
  local voters = {}
  while from <= #raw do
    local name, v
    name, v, from = read_vote(s, raw, from, KEYS[4])
    voters[name] = v
  end
  write_subject(s, voters, epoch, steady)
  redis.call('ZADD', top, place(s), subject_name(s))
  redis.call('ZADD', KEYS[2], 0, poll)
end

local refused = begin_writing()
if refused then return refused end
for i, s in pairs(found) do
  if not s.current then install(s, ARGV[i], KEYS[2 * i - 2]) end
end
return 'LOADED'
