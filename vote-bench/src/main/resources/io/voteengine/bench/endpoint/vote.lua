-- A vote as sites write it: one call of this script for each. It keeps no request ids and no term.
--
-- KEYS: 1 the subject's voters, 2 its counts, 3 the stream of events, 4 the limit of this voter
-- ARGV: subject, voter, choice (1, -1, 0), seconds until the next vote (0: no limit)
-- Reply: 1, up and down; or 0 alone when the limit refuses the vote, which then changes nothing.
if ARGV[4] ~= '0' and not redis.call('SET', KEYS[4], '', 'NX', 'EX', ARGV[4]) then
  return {0}
end
local former = redis.call('HGET', KEYS[1], ARGV[2]) or '0'
if former ~= ARGV[3] then
  redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
  if former ~= '0' then
    redis.call('HINCRBY', KEYS[2], former == '1' and 'up' or 'down', -1)
  end
  if ARGV[3] ~= '0' then
    redis.call('HINCRBY', KEYS[2], ARGV[3] == '1' and 'up' or 'down', 1)
  end
  redis.call('XADD', KEYS[3], '*', 's', ARGV[1], 'v', ARGV[2], 'c', ARGV[3])
end
local counts = redis.call('HMGET', KEYS[2], 'up', 'down')
return {1, counts[1] or '0', counts[2] or '0'}
