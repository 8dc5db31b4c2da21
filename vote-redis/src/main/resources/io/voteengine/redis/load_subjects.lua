-- Installs subjects where they are absent: all, or none where one still drains.
--
-- KEYS  1 meta, 2 polls, 3 draining; then for each subject: subject, top
-- ARGV  1 epoch, 2 identity, 3 evictions; then for each subject a string: up, down, version,
--       complete, name of its poll
-- Reply "LOADED", "RETRY" or "WRONG_EPOCH"
-- Never replaces what is held in this epoch.

local meta = redis.call('HMGET', META, 'epoch', 'frozen', 'evictions')
if not in_term(meta) then return 'WRONG_EPOCH' end
if meta[3] ~= ARGV[3] then return 'RETRY' end

local epoch, found = tonumber(ARGV[1]), {}
redis.call('ZCARD', KEYS[2])
for i = 4, #ARGV do
  local key, top = KEYS[2 * i - 4], KEYS[2 * i - 3]
  local s = unpack_subject(key, redis.call('HGET', key, ''), epoch)
    or {key = key, current = false, buckets = 1}
  redis.call('ZCARD', top)
  if redis.call('ZSCORE', KEYS[3], subject_name(s)) then return 'RETRY' end
  found[i] = s
end

local refused = begin_writing()
if refused then return refused end
for i, s in pairs(found) do
  if not s.current then
    local up, down, version, complete, poll = struct.unpack('>i7i7I7BBc0', ARGV[i])
    forget(s)
    redis.call('HSET', s.key, '', pack_subject({up = up, down = down, version = version, seq = 0,
      limited = 0, complete = complete, voters = 0, buckets = 1}, epoch))
    redis.call('ZADD', KEYS[2 * i - 3], down - up, subject_name(s))
    redis.call('ZADD', KEYS[2], 0, poll)
  end
end
return 'LOADED'
