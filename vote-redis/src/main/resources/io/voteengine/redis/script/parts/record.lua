-- Part of the scripts that answer with the state of a partition.

-- The server's eviction policy, if it may drop what a partition holds.
local function evicting()
  local policy = string.match(redis.call('INFO', 'memory'), 'maxmemory_policy:(%S+)')
  return policy ~= 'noeviction' and 'EVICTS maxmemory-policy is ' .. tostring(policy) or nil
end

-- The state of a partition, in the order of PartitionState, and its steady time.
local function state()
  local meta = redis.call('HMGET', META,
    'epoch', 'seq', 'chain', 'applied', 'evictions', 'frozen', 'steady', 'ahead', 'ledger',
    'evicting')
  local why = meta[10] and evicting()
  if why then error(why, 0) end
  local _, steady = read_clock(meta[7], meta[8])
  return {identity(meta[9]), meta[1], meta[2], meta[3], meta[4], meta[5], meta[6], decimal(steady)}
end
