-- Part of the scripts that read a subject and its voters.
--
-- A subject is a hash. Its field "" packs epoch, up, down, version, number of the last event, the
-- moment from which no voter's limiter remembers anything, whether it is complete (1), whether
-- limiters of an earlier load are kept (2, see kept.lua) and the subject's listing (4 times the ordinal
-- of Listing), how many voters are known, in how many buckets they are, and then the owner's name, if
-- there is one. The other fields are voters. A subject with LOAD voters or more has further
-- buckets, which are hashes of their own, each marked by a field "" too: a hash this small is one
-- block of memory without pointers. Buckets are added one at a time (linear hashing, Litwin 1980), so
-- that no call pays for all voters.
--
-- A voter is a string: a byte that packs the choice, the one before it, how wide the two numbers
-- after it are, and how long the request id is (none, 9 or 16 bytes); the number of the event, the
-- limiter's state, the time; and, if there is a request id, the fingerprint of what it asked for
-- (0: not known) and the id. The upper half of a request id that this partition has a number for in
-- `makers` (all ids made by one engine share it) is replaced by that number. Then, for a voter
-- who has cast more than once, the tail. It starts with a byte: how many earlier requests follow,
-- plus 128 if the voter came from the ledger, which has the requests before, plus 64 if requests of
-- this epoch are no longer remembered. The requests follow, the newest first: choice, the choice
-- before (3: it was superseded) and the length of the id in one byte, then time, fingerprint, id.

local LOAD = 64
local UNLISTED, WITHDRAWN = 0, 2
local SUBJECT = '>I5i5i5I7I7I7BI4I4'
local REMEMBERED, FROM_LEDGER, OVERFLOWED, WAS_SUPERSEDED = 8, 128, 64, 3
local HEAD = {[0] = '>BI3I3I7', '>BI4I4I7', '>BI7I7I7'}
local ID = {[0] = '', '>Hc9', '>Hc16'}
local WIDE = 2

local function unpack_subject(key, raw, epoch)
  if not raw then return nil end
  local of, up, down, version, seq, limited, flags, voters, buckets, at = struct.unpack(SUBJECT, raw)
  return {key = key, current = of == epoch, up = up, down = down, version = version, seq = seq,
    limited = limited, complete = flags % 2, kept = flags % 4 >= 2, listing = math.floor(flags / 4),
    voters = voters, buckets = buckets, owner = string.sub(raw, at)}
end

local function pack_subject(s, epoch)
  return struct.pack(SUBJECT, epoch, s.up, s.down, s.version, s.seq, s.limited,
    s.complete + (s.kept and 2 or 0) + 4 * s.listing, s.voters, s.buckets) .. s.owner
end

local function is_ranked(s)
  return (s.up ~= 0 or s.down ~= 0) and s.listing ~= WITHDRAWN
end

-- The subject's place in the ranking: the highest score first, subjects without votes and withdrawn ones
-- behind all others. The ranking also lists which subjects are held, and so contains these too.
local function place(s)
  if not is_ranked(s) then return 2 ^ 53 end
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

-- The greatest power of two that is at most n.
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

local function kind_of(id)
  return #id == 0 and 0 or #id == 9 and 1 or 2
end

local function unpack_voter(raw)
  local first = string.byte(raw)
  local width, kind = math.floor(first / 16) % 4, math.floor(first / 64)
  local _, seq, limiter, cast_at, at = struct.unpack(HEAD[width], raw)
  local content, id = 0, ''
  if kind > 0 then content, id, at = struct.unpack(ID[kind], raw, at) end
  if limiter ~= 0 and width ~= WIDE then limiter = cast_at + limiter - 1 end
  return {choice = first % 4, previous = math.floor(first / 4) % 4, seq = seq, limiter = limiter,
    cast_at = cast_at, content = content, id = id, tail = string.sub(raw, at)}
end

-- A limiter that remembers nothing at `steady` is left out.
local function pack_voter(v, steady)
  local limiter = v.limiter > steady and v.limiter or 0
  local after = limiter - v.cast_at + 1
  if limiter == 0 then after = 0 elseif after < 1 then after = 2 ^ 53 end
  local widest = math.max(v.seq, after)
  local width = widest < 2 ^ 24 and 0 or widest < 2 ^ 32 and 1 or WIDE
  local kind = kind_of(v.id)
  local head = struct.pack(HEAD[width], v.choice + 4 * v.previous + 16 * width + 64 * kind,
    v.seq, width == WIDE and limiter or after, v.cast_at)
  if kind == 0 then return head .. v.tail end
  return head .. struct.pack('>Hc0', v.content, v.id) .. v.tail
end

-- The earlier request that begins at byte `at` of a tail, and where the next one begins.
local function unpack_past(tail, at)
  local first, cast_at, content = struct.unpack('>BI7H', tail, at)
  local length = first >= 64 and 16 or 9
  local id = string.sub(tail, at + 10, at + 9 + length)
  return {choice = first % 4, previous = math.floor(first / 4) % 4, cast_at = cast_at,
    content = content, id = id}, at + 10 + length
end

-- Puts a request before the earlier ones of a voter, and forgets the oldest when there are too
-- many.
local function remember(v, request)
  local flags = v.tail == '' and 0 or string.byte(v.tail)
  local count, rest = flags % OVERFLOWED, string.sub(v.tail, 2)
  local from_ledger = flags >= FROM_LEDGER or v.seq == 0 and v.cast_at > 0
  local overflowed = flags % FROM_LEDGER >= OVERFLOWED
  if request and count == REMEMBERED then
    local at = 1
    for _ = 1, REMEMBERED - 1 do _, at = unpack_past(rest, at) end
    rest, count, overflowed = string.sub(rest, 1, at - 1), count - 1, true
  end
  if request then
    rest = struct.pack('>BI7Hc0', request.choice + 4 * request.previous
      + (#request.id == 16 and 64 or 0), request.cast_at, request.content, request.id) .. rest
    count = count + 1
  end
  if count == 0 and not from_ledger then return end
  v.tail = string.char(count + (from_ledger and FROM_LEDGER or 0)
    + (overflowed and OVERFLOWED or 0)) .. rest
end

-- Whether the voter may have made requests that are not remembered here. A voter from the ledger
-- has no event of this epoch; the ledger knows all requests up to that point.
local function is_forgetful(v)
  return v.seq == 0 and v.cast_at > 0 or v.tail ~= '' and string.byte(v.tail) >= OVERFLOWED
end

-- Whether some of those requests are of this epoch, so that the ledger may lack them.
local function has_overflowed(v)
  return v.tail ~= '' and string.byte(v.tail) % FROM_LEDGER >= OVERFLOWED
end

-- The voter, from `raw` if that is the subject's own bucket, or from the bucket it is in. Nil and
-- no error: unknown.
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

-- The whole request id; `makers` is the key with the numbers.
local function request_of(id, makers)
  if #id ~= 9 then return id end
  local maker = redis.call('HGET', makers, '#' .. string.byte(id))
  if not maker then
    error('TRYAGAIN the makers of request ids are missing; their slot may be on the move')
  end
  return maker .. string.sub(id, 2)
end

-- Adds a bucket, into which half of another one moves. Returns false when that must wait, as the
-- slot is being moved: the node that it leaves creates no keys, and on the new node a bucket that
-- looks empty has not arrived yet; those that have arrived hold the field "".
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

-- Writes a subject and some of its voters, given as name -> voter.
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
  for i = 1, #fields, 1000 do
    redis.call('HSET', s.key, unpack(fields, i, math.min(i + 999, #fields)))
  end
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
