-- The subjects of a poll that have votes, are not withdrawn, and have the highest scores, without reading the others.
--
-- KEYS  1 meta, 2 top: subjects by (down - up), so that the highest come first, equal ones in
--       the order of their bytes, and those without votes and withdrawn ones last
-- ARGV  1 epoch, 2 identity, 3 how many
-- Reply "WRONG_EPOCH", or for each subject its name, and a string: up, down, version
-- Never writes.

if not in_term(redis.call('HMGET', META, 'epoch', 'frozen', 'ledger')) then return 'WRONG_EPOCH' end

local epoch, replies = tonumber(ARGV[1]), {}
for _, name in ipairs(redis.call('ZRANGE', KEYS[2], 0, ARGV[3] - 1)) do
  local key = BASE .. 'subject:' .. name
  local s = unpack_subject(key, redis.call('HGET', key, ''), epoch)
  if not s or not s.current then
    return redis.error_reply('TRYAGAIN a ranked subject is missing; its slot may be on the move')
  end
  if not is_ranked(s) then break end
  replies[#replies + 1] = name
  replies[#replies + 1] = struct.pack('>i7i7I7', s.up, s.down, s.version)
end
return replies
