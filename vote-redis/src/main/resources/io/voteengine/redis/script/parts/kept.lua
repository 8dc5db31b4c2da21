-- Part of the scripts that forget subjects, or see their voters again: limiters that outlive a
-- subject, so that loading it again does not give out fresh permits.
--
-- When a subject is forgotten while a limiter remembers something, its buckets are renamed, which
-- takes as little time as freeing them, and they expire with the last limiter. When the subject was
-- loaded in between and is forgotten again, the voters whose limiters remember something are added.

local function kept_key(name, bucket)
  return BASE .. 'kept:' .. bucket .. ':' .. name
end

-- By the clock, not by steady time: when the clock leaps back to its latest value, the keys must
-- still exist.
local function keep_until(name, buckets, limited, now)
  local millis = decimal(math.ceil((limited - now) / 1000))
  for bucket = 0, buckets - 1 do redis.call('PEXPIRE', kept_key(name, bucket), millis) end
end

local function add_kept(s, older, now, steady)
  local name = subject_name(s)
  for bucket = 0, s.buckets - 1 do
    local all = redis.pcall('HGETALL', bucket_key(s, bucket))
    for i = 1, all.err and 0 or #all, 2 do
      if all[i] ~= '' and unpack_voter(all[i + 1]).limiter > steady then
        redis.call('HSET', kept_key(name, bucket_of(older, all[i])), all[i], all[i + 1])
      end
    end
  end
  older.limited = math.max(older.limited, s.limited)
  redis.call('HSET', kept_key(name, 0), '', pack_subject(older, 0))
  keep_until(name, older.buckets, older.limited, now)
end

local function find_kept(name)
  local raw = redis.pcall('HGET', kept_key(name, 0), '')
  return type(raw) == 'string' and unpack_subject(name, raw, 0) or nil
end

-- Frees a subject with all its buckets, except limiters that remember something.
local function retire(s, now, steady)
  if (s.limited or 0) <= steady then return forget(s) end
  local name = subject_name(s)
  local older = find_kept(name)
  if older then
    add_kept(s, older, now, steady)
    return forget(s)
  end
  for bucket = 0, s.buckets - 1 do
    -- Refused while the slot is being moved: the bucket is freed, and what it remembers is lost.
    local moved = redis.pcall('RENAME', bucket_key(s, bucket), kept_key(name, bucket))
    if moved.err then redis.pcall('UNLINK', bucket_key(s, bucket)) end
  end
  keep_until(name, s.buckets, s.limited, now)
end

-- The limiter of a voter whom the subject does not know; 0 when it remembers nothing.
local function kept_limiter(s, name)
  local older = s.kept and find_kept(subject_name(s))
  if not older then return 0 end
  local raw = redis.pcall('HGET', kept_key(subject_name(s), bucket_of(older, name)), name)
  return type(raw) == 'string' and unpack_voter(raw).limiter or 0
end
