-- Part of the scripts that install voters' choices, each given as a string: choice, time, request id
-- (none: empty), voter.

local function short(request, makers)
  local maker = #request == 16 and redis.call('HGET', makers, string.sub(request, 1, 8))
  return maker and string.char(maker) .. string.sub(request, 9) or request
end

-- The voter's name, what is to be known of the voter, and where the string continues.
local function read_vote(s, raw, from, makers)
  local choice, time, request, name, next = struct.unpack('>BI7Bc0Bc0', raw, from)
  return name, {choice = choice, previous = choice, seq = 0, limiter = kept_limiter(s, name),
    cast_at = time, content = 0, id = short(request, makers), tail = '', new = true}, next
end
