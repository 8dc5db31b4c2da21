-- Reads subjects of one partition, and one voter's choices on them.
--
-- KEYS  1 meta, 2 draining, then the subjects
-- ARGV  1 epoch, 2 identity, 3 voter, or "" for none
-- Reply "WRONG_EPOCH", or the counter of evictions and for each subject a string: code (0 not held,
--       1 choice unknown, 2 held, 3 draining), choice, up, down, version
-- Never writes.

local meta = redis.call('HMGET', META, 'epoch', 'frozen', 'evictions', 'ledger')
if not in_term(meta) then return 'WRONG_EPOCH' end

local epoch, name, replies = tonumber(ARGV[1]), ARGV[3], {tonumber(meta[3])}

for i = 3, #KEYS do
  local raw = redis.call('HMGET', KEYS[i], '', name)
  local s = unpack_subject(KEYS[i], raw[1], epoch)
  local code, choice = 0, 0
  if s and s.current then
    code = 2
    if name ~= '' then
      local v, err = find_voter(s, name, raw[2])
      if err then return redis.error_reply(err) end
      if v then choice = v.choice elseif s.complete == 0 then code = 1 end
    end
  elseif redis.call('ZSCORE', KEYS[2], subject_name({key = KEYS[i]})) then
    code = 3
  end
  local held = code == 1 or code == 2
  replies[i - 1] = struct.pack('>BBi7i7I7', code, choice,
    held and s.up or 0, held and s.down or 0, held and s.version or 0)
end
return replies
