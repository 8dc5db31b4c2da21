-- Part of the scripts that know what voters hold in ballot polls.
--
-- What the voters of a ballot poll hold is a hash of the poll and the epoch. Its field "" is the
-- number of the poll's last event in this epoch. The other fields are voters: for each choice that is
-- held its choice, its time, and the subject's key within the poll. A voter without a field is
-- not known; an empty field means that the voter holds nothing.

local HELD = '>BI7Bc0'

local function held_key(epoch, poll)
  return BASE .. 'held:' .. epoch .. ':' .. poll
end

local function unpack_held(raw)
  local held, at = {}, 1
  while at <= #raw do
    local choice, cast_at, name
    choice, cast_at, name, at = struct.unpack(HELD, raw, at)
    held[#held + 1] = {choice = choice, cast_at = cast_at, name = name}
  end
  return held
end

local function pack_held(held)
  local packed = {}
  for i, c in ipairs(held) do
    packed[i] = struct.pack('>BI7Bc0', c.choice, c.cast_at, #c.name, c.name)
  end
  return table.concat(packed)
end

-- Compares bytes; < would use the server's locale.
local function is_before(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x < y end
  end
  return #a < #b
end

-- The choice that was cast first; of several at one time, that on the first subject.
local function oldest_of(held)
  local oldest = held[1]
  for _, c in ipairs(held) do
    if c.cast_at < oldest.cast_at
      or c.cast_at == oldest.cast_at and is_before(c.name, oldest.name) then oldest = c end
  end
  return oldest
end

local function holds(held, name)
  for _, c in ipairs(held) do
    if c.name == name then return true end
  end
  return false
end

-- Sets the choice on a subject; 0 takes it back.
local function hold(held, name, choice, cast_at)
  for i, c in ipairs(held) do
    if c.name == name then
      table.remove(held, i)
      break
    end
  end
  if choice ~= 0 then held[#held + 1] = {choice = choice, cast_at = cast_at, name = name} end
end
