-- Part of the scripts that look into a subject and its voters.
--
-- A subject is a hash. Its field "" packs epoch, up, down, version, number of the last event, the
-- moment from which no voter's limiter remembers anything, whether it is complete (1) and whether
-- limiters of an earlier load are kept (2, see kept.lua), how many voters are known and in how many
-- buckets they lie. The other fields are voters. From LOAD voters on it
-- has more buckets, which are hashes of their own, each marked by a field "" too: a hash this small
-- is one block of memory without a pointer in it. Buckets are added one at a time (linear hashing,
-- Litwin 1980), so that no call pays for all voters.
--
-- A voter is a string that packs the choice, the one before it, and whether the choice is firm: of
-- this epoch, at a time that the store gave, hence newer than every vote that was given its time by
-- a clock not ahead of this one and may be sent again; then the number of the event, the limiter's
-- state, the time, and the request id. The widths of the numbers follow from the length of the
-- string. The upper half of a request id that this partition has a number for in `makers`
-- (all ids made by one engine share it) is replaced by that number.

local LOAD = 64
local SUBJECT = '>I5i5i5I7I7I7BI4I4'
local VOTER = {
  [14] = '>BI3I3I7', [23] = '>BI3I3I7c9', [30] = '>BI3I3I7c16',
  [16] = '>BI4I4I7', [25] = '>BI4I4I7c9', [32] = '>BI4I4I7c16',
  [22] = '>BI7I7I7', [31] = '>BI7I7I7c9', [38] = '>BI7I7I7c16',
}

local function unpack_subject(key, raw, epoch)
  if not raw then return nil end
  local of, up, down, version, seq, limited, flags, voters, buckets = struct.unpack(SUBJECT, raw)
  return {key = key, current = of == epoch, up = up, down = down, version = version, seq = seq,
    limited = limited, complete = flags % 2, kept = flags >= 2, voters = voters, buckets = buckets}
end

local function pack_subject(s, epoch)
  return struct.pack(SUBJECT, epoch, s.up, s.down, s.version, s.seq, s.limited,
    s.complete + (s.kept and 2 or 0), s.voters, s.buckets)
end

-- Its place in the ranking: by score, the highest first, and behind all others without votes. The
-- ranking also says which subjects are held, and so names these too.
local function place(s)
  if s.up == 0 and s.down == 0 then return 2 ^ 53 end
  return s.down - s.up
end

local function subject_name(s)
  return string.sub(s.key, #BASE + 9) -- without "subject:"
end

local function bucket_key(s, bucket)
  return bucket == 0 and s.key or BASE .. 'voters:' .. bucket .. ':' .. subject_name(s)
end

local function hash_of(voter)
  return tonumber(string.sub(redis.sha1hex(voter), 1, 8), 16)
end

-- The greatest power of two that is not above n.
local function round_of(n)
  local _, exponent = math.frexp(n)
  return 2 ^ (exponent - 1)
end

local function bucket_of(s, voter)
  if s.buckets == 1 then return 0 end
  local round = round_of(s.buckets)
  local bucket = hash_of(voter) % (2 * round)
  return bucket < s.buckets and bucket or bucket - round
end

local function unpack_voter(raw)
  local length = #raw
  local choices, seq, limiter, cast_at, id = struct.unpack(VOTER[length], raw)
  if limiter ~= 0 and length ~= 22 and length ~= 31 and length ~= 38 then
    limiter = cast_at + limiter - 1
  end
  if length == 14 or length == 16 or length == 22 then id = '' end
  return {choice = choices % 4, previous = math.floor(choices / 4) % 4, firm = choices >= 16,
    seq = seq, limiter = limiter, cast_at = cast_at, id = id}
end

-- A limiter that remembers nothing at `steady` is left out.
local function pack_voter(v, steady)
  local choices = v.choice + 4 * v.previous + (v.firm and 16 or 0)
  local limiter = v.limiter > steady and v.limiter or 0
  local after = limiter - v.cast_at + 1
  if limiter == 0 then after = 0 elseif after < 1 then after = 2 ^ 53 end
  local widest = math.max(v.seq, after)
  if widest < 2 ^ 24 then
    return struct.pack('>BI3I3I7c0', choices, v.seq, after, v.cast_at, v.id)
  elseif widest < 2 ^ 32 then
    return struct.pack('>BI4I4I7c0', choices, v.seq, after, v.cast_at, v.id)
  end
  return struct.pack('>BI7I7I7c0', choices, v.seq, limiter, v.cast_at, v.id)
end

-- The voter where the bucket of the subject itself was read as `raw`, or else the one it lies in.
-- Nil and no error: unknown.
local function find_voter(s, name, raw, bucket)
  bucket = bucket or bucket_of(s, name)
  if bucket ~= 0 then
    local found = redis.pcall('HMGET', bucket_key(s, bucket), '', name)
    if found.err then return nil, found.err end
    if not found[1] then
      return nil, 'TRYAGAIN some voters of a subject are missing; its slot may be on the move'
    end
    raw = found[2]
  end
  if not raw then return nil end
  local v = unpack_voter(raw)
  v.bucket = bucket
  return v
end

-- The whole request id; `makers` is the key that the numbers lie in.
local function request_of(id, makers)
  if #id ~= 9 then return id end
  local maker = redis.call('HGET', makers, '#' .. string.byte(id))
  if not maker then
    error('TRYAGAIN the makers of request ids are missing; their slot may be on the move')
  end
  return maker .. string.sub(id, 2)
end

-- Adds a bucket, into which half of another one moves. False where that must wait, as the slot is
-- on the move: the node that it leaves makes no key, and on the one that it comes to a bucket which
-- looks empty has not arrived; those that are here hold the field "".
local function split(s)
  local round = round_of(s.buckets)
  local from, to = bucket_key(s, s.buckets - round), bucket_key(s, s.buckets)
  local all, moved, left = redis.pcall('HGETALL', from), {'', ''}, {}
  if all.err or #all == 0 or type(redis.pcall('UNLINK', to)) == 'table' then return false end
  for i = 1, #all, 2 do
    if all[i] ~= '' and hash_of(all[i]) % (2 * round) == s.buckets then
      moved[#moved + 1] = all[i]
      moved[#moved + 1] = all[i + 1]
      left[#left + 1] = all[i]
    end
  end
  for i = 1, #moved, 1000 do
    redis.call('HSET', to, unpack(moved, i, math.min(i + 999, #moved)))
  end
  for i = 1, #left, 1000 do
    redis.call('HDEL', from, unpack(left, i, math.min(i + 999, #left)))
  end
  s.buckets = s.buckets + 1
  return true
end

-- Writes a subject and voters of it, given as name -> voter.
local function write_subject(s, voters, epoch, steady)
  local fields = {''}
  fields[2] = ''
  for name, v in pairs(voters) do
    local bucket = v.bucket or bucket_of(s, name)
    if bucket == 0 then
      fields[#fields + 1] = name
      fields[#fields + 1] = pack_voter(v, steady)
    else
      redis.call('HSET', bucket_key(s, bucket), name, pack_voter(v, steady))
    end
    if v.new then
      s.voters = s.voters + 1
      v.new = nil
    end
    s.limited = math.max(s.limited, v.limiter)
  end
  fields[2] = pack_subject(s, epoch)
  redis.call('HSET', s.key, unpack(fields))
  if s.voters > LOAD * s.buckets then
    while s.voters > LOAD * s.buckets and split(s) do end
    redis.call('HSET', s.key, '', pack_subject(s, epoch))
  end
end

-- Frees a subject with all its buckets.
local function forget(s)
  local keys = {s.key}
  for bucket = 1, s.buckets - 1 do
    keys[#keys + 1] = bucket_key(s, bucket)
    if #keys == 1000 then
      redis.call('UNLINK', unpack(keys))
      keys = {}
    end
  end
  if #keys > 0 then redis.call('UNLINK', unpack(keys)) end
end
