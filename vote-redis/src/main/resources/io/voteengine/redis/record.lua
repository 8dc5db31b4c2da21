-- Part of the scripts that answer with the state of a partition.

-- What a partition says of itself, in the order of PartitionState, and its steady time; or the error
-- of a replica.
local function state()
  local server = identity()
  if not server then return redis.error_reply('READONLY this is a replica') end
  local meta = redis.call('HMGET', META,
    'epoch', 'seq', 'chain', 'applied', 'evictions', 'frozen', 'steady', 'ahead')
  local _, steady = read_clock(meta[7], meta[8])
  return {server, meta[1], meta[2], meta[3], meta[4], meta[5], meta[6], decimal(steady)}
end
