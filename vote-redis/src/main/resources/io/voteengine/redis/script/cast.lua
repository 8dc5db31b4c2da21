-- Casts votes of one partition in the order given: each sees those before it. All or none are
-- written. A vote that is refused, or that finds a key of the wrong type, leaves the others alone.
--
-- KEYS  1 meta, 2 journal, 3 makers; then for each subject: subject, poll, top
-- ARGV  1 epoch, 2 identity, 3 backlog limit, 4 upper half of a request id that many share, or "",
--       5 number of subjects; then for each subject: its poll and key; then the votes
-- Reply "WRONG_EPOCH", or the steady time, and for each vote a string: code, previous, choice, seq,
--       time (or microseconds to wait), up, down, version; where the subject has an owner and the code
--       says so, the owner; and in a ballot poll, where the vote was accepted, the key of the subject whose choice has moved ("" for none), and what the voter
--       holds as held.lua packs it; or, where another subject of the poll must be loaded, its key; or a
--       string that begins with code 255: the error of this vote
-- Never writes outside its term or after a vote's deadline, gives an event a number that another
--       has, or lets a refused vote take a permit. Writes the journal first, so that lack of memory
--       leaves nothing half done.

-- The checks and their order are those of CastRules in vote-core; change both.

local ACCEPTED, REPLAYED, SUPERSEDED, REUSED, RATE_LIMITED = 1, 2, 3, 4, 5
local NO_POLL, NO_SUBJECT, NO_VOTER, NO_REQUEST = 6, 7, 8, 9
local POLL_NOT_OPEN, POLL_CLOSED, CHOICE_NOT_ALLOWED, BACKLOG_FULL = 10, 11, 12, 13
local EXPIRED, UNKNOWN_REQUEST, NO_FLUSH = 14, 15, 16
local NO_HELD, BUDGET_SPENT = 17, 18
local SUBJECT_UNKNOWN, SUBJECT_WITHDRAWN = 19, 20
local OWNED = 32 -- Added to ACCEPTED and REPLAYED where the owner follows.
local MOVED = 57344 -- CastCommand.MOVED
local FIRST, RETRY, RESENT, PROBE = 0, 1, 2, 3
local CLOSING, SEALED = 1, 2
local OVER = 2

local meta = redis.call('HMGET', META,
  'epoch', 'frozen', 'seq', 'chain', 'applied', 'castAt', 'steady', 'ahead', 'reached', 'ledger')
if not in_term(meta) then return 'WRONG_EPOCH' end

local epoch, first_seq, chain = tonumber(ARGV[1]), meta[3] + 1, tonumber(meta[4])
local seq, applied, last = tonumber(meta[3]), tonumber(meta[5]), tonumber(meta[6] or 0)
local backlog, shared, subject_count = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local now, steady, stepped_back = read_clock(meta[7], meta[8])
local reached = reach(now, meta[9])
local over = {}
local polls, subjects, ranked, events, replies = {}, {}, {}, {}, {steady}
local maker, new_maker
local held -- What the voter of the present vote holds in a ballot poll; nil in an ordinary poll.

local function answer(code, previous, choice, number, time, s)
  return struct.pack('>BBBI7I7i7i7I7', code, previous, choice, number, time,
    s and s.up or 0, s and s.down or 0, s and s.version or 0)
end

-- As answer, for codes that name the owner.
local function owned_answer(code, previous, choice, number, time, s)
  if s.owner == '' then return answer(code, previous, choice, number, time, s) end
  return answer(code + OWNED, previous, choice, number, time, s)
    .. struct.pack('>Bc0', #s.owner, s.owner)
end

local function refusal(code)
  return answer(code, 0, 0, 0, 0, nil)
end

-- Something is missing on another subject of the poll, whose choice would move.
local function refusal_on(code, name)
  held = nil
  return refusal(code) .. name
end

local function find_poll(key)
  local p = polls[key]
  if p == nil then
    local raw = redis.pcall('GET', key)
    if type(raw) == 'table' then return nil, raw.err end
    p = unpack_poll(raw, epoch) or false
    if p then
      p.key, p.voters, p.dirty = key, {}, {}
      p.held_key = p.votes > 0 and held_key(ARGV[1], string.sub(key, #BASE + #'poll:' + 1))
    end
    polls[key] = p
  end
  return p
end

-- What a voter holds in a ballot poll; nil when it is not known.
local function find_held(p, name)
  local known = p.voters[name]
  if known == nil then
    local raw = redis.pcall('HGET', p.held_key, name)
    if type(raw) == 'table' then return nil, raw.err end
    known = raw and unpack_held(raw)
    p.voters[name] = known
  end
  return known or nil
end

-- The subject, and the voter if known. The voter's bucket is often the subject's own hash, which is
-- then not read a second time.
local function find(key, name)
  local s = subjects[key]
  if s and s.known[name] then return s, s.known[name] end
  local raw, bucket = {}, s and bucket_of(s, name)
  if not bucket or bucket == 0 then
    raw = redis.pcall('HMGET', key, '', name)
    if raw.err then return nil, nil, raw.err end
  end
  if not s then
    s = unpack_subject(key, raw[1], epoch)
    if not s or not s.current then return nil end
    s.known, s.dirty, s.place = {}, {}, place(s)
    subjects[key] = s
  end
  local v, err = find_voter(s, name, raw[2], bucket)
  if err then return nil, nil, err end
  if not v and s.complete == 1 then
    v = {choice = 0, previous = 0, seq = 0, limiter = kept_limiter(s, name), cast_at = 0,
      content = 0, id = '', tail = '', new = true}
  end
  if v then s.known[name] = v end
  return s, v
end

-- Returns a number for the upper half that many request ids share; an epoch has 255 of them.
local function number_of_maker()
  if maker == nil then
    maker = tonumber(redis.call('HGET', KEYS[3], shared) or 0)
    if maker == 0 then
      maker = redis.call('HLEN', KEYS[3]) / 2 + 1
      new_maker = maker <= 255
      if not new_maker then maker = 0 end
    end
  end
  return maker
end

local function short(request)
  if shared ~= '' and string.sub(request, 1, 8) == shared and number_of_maker() > 0 then
    return string.char(maker) .. string.sub(request, 9)
  end
  return request
end

local function whole(id)
  if #id == 9 and string.byte(id) == maker then return shared .. string.sub(id, 2) end
  return request_of(id, KEYS[3])
end

-- Compares bytes; < would use the server's locale.
local function not_above(a, b)
  for i = 1, 16 do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x < y end
  end
  return true
end

local function same_request(id, request)
  return id ~= '' and string.sub(id, -8) == string.sub(request, 9) and whole(id) == request
end

-- The voter's request with this id; nil when it is not remembered.
local function find_request(v, request)
  if same_request(v.id, request) then return v end
  if v.tail == '' then return nil end
  local at, past = 2, nil
  for _ = 1, string.byte(v.tail) % OVERFLOWED do
    past, at = unpack_past(v.tail, at)
    if same_request(past.id, request) then return past end
  end
end

-- The answer to a request that was cast before, or may have been; nil when it is new.
local function known(s, v, request, content, fresh)
  local found = find_request(v, request)
  local certain
  if found then certain = found.content ~= 0 else certain = not is_forgetful(v) end
  if fresh == 0 and not certain then
    local ahead = not found and has_overflowed(v) and v.seq > applied
    return refusal(ahead and NO_FLUSH or NO_REQUEST)
  end
  if not found then return nil end
  if found.content ~= 0 and found.content ~= content then
    return answer(REUSED, v.choice, v.choice, v.seq, v.cast_at, s)
  end
  if found.choice == WAS_SUPERSEDED then
    return answer(SUPERSEDED, v.choice, v.choice, v.seq, v.cast_at, s)
  end
  return owned_answer(REPLAYED, found.previous, found.choice, v.seq, found.cast_at, s)
end

local function superseded(v, kind, cast_at, seen, request)
  if cast_at == 0 then return kind == RETRY and v.cast_at > seen end
  if cast_at ~= v.cast_at then return cast_at < v.cast_at end
  return v.id ~= '' and not_above(request, whole(v.id))
end

-- As PollSnapshot.refuses. Also records that a poll's closing time has come.
local function closed(p, kind, choice, cast_at)
  if p.state == SEALED then return POLL_CLOSED end
  if kind ~= RESENT then
    if p.state == CLOSING or cast_at >= p.closes then return POLL_CLOSED end
    if cast_at == 0 and p.loaded == OVER then return POLL_CLOSED end
    if cast_at == 0 and reached >= p.closes then
      p.loaded = OVER
      over[p.key] = p
      return POLL_CLOSED
    end
    if reached < p.opens and p.loaded ~= OVER then return POLL_NOT_OPEN end
    if cast_at ~= 0 and cast_at < p.opens then return POLL_NOT_OPEN end
    if choice ~= 0 and math.floor(p.choices / 2 ^ choice) % 2 == 0 then return CHOICE_NOT_ALLOWED end
  end
end

-- As PollSnapshot.refuses for a listing. A voter may always take back a choice, and a vote that is sent
-- again was accepted before.
local function not_listed(s, v, kind, choice, toggle)
  if kind == RESENT then return nil end
  local takes_back = choice == 0 or toggle == 1 and choice == v.choice
  if takes_back and v.choice ~= 0 then return nil end
  return s.listing == WITHDRAWN and SUBJECT_WITHDRAWN or SUBJECT_UNKNOWN
end

local function can_rank(key)
  if ranked[key] == nil then
    local count = redis.pcall('ZCARD', key)
    if type(count) == 'table' then return false, count.err end
    ranked[key] = true
  end
  return true
end

-- Appends the vote to the journal; its tally is the subject's current one.
local function write_event(s, name, variant, request, time, choice, previous)
  seq = seq + 1
  s.seq, s.version = seq, s.version + 1
  local _, low = struct.unpack('>I4I4', string.sub(request, 9))
  chain = chain_after(chain, low, time)
  events[#events + 1] = struct.pack('>BBI4I7i7i7I7c16', 1, choice + 4 * previous, chain, time,
    s.up, s.down, s.version, request) .. s.packed
    .. struct.pack('>Bc0Bc0', #name, name, #variant, variant)
end

-- A vote sent again was accepted once, so it is written for the audit log. A retry is remembered as
-- superseded, since its first attempt may still arrive.
local function yield(p, s, v, vote)
  if vote.kind == RESENT then
    remember(v, {choice = vote.choice, previous = v.choice, cast_at = vote.cast_at,
      content = vote.content, id = short(vote.request)})
    write_event(s, vote.name, vote.variant, vote.request, vote.cast_at, vote.choice, v.choice)
    v.seq = seq
    p.dirty[vote.name], p.last = held, seq
    s.dirty[vote.name] = v
    return answer(SUPERSEDED, v.choice, v.choice, seq, v.cast_at, s)
  end
  if vote.cast_at == 0 then
    remember(v, {choice = WAS_SUPERSEDED, previous = 0, cast_at = 0, content = vote.content,
      id = short(vote.request)})
    s.dirty[vote.name] = v
  end
  return answer(SUPERSEDED, v.choice, v.choice, v.seq, v.cast_at, s)
end

local function count(s, previous, choice)
  if previous == 1 then s.up = s.up - 1 elseif previous == 2 then s.down = s.down - 1 end
  if choice == 1 then s.up = s.up + 1 elseif choice == 2 then s.down = s.down + 1 end
end

local function set(s, v, vote, choice, time, content)
  local previous = v.choice
  count(s, previous, choice)
  write_event(s, vote.name, vote.variant, vote.request, time, choice, previous)
  remember(v, v.id ~= '' and v or nil)
  v.previous, v.choice, v.cast_at, v.seq = previous, choice, time, seq
  v.id, v.content = short(vote.request), content
  s.dirty[vote.name] = v
  return previous
end

-- Finds the subject of the poll whose choice moves to this one; or the answer, when it cannot.
local function make_room(p, s, v, vote)
  local oldest = oldest_of(held)
  if p.moves == 0 or #held > p.votes then
    return nil, answer(BUDGET_SPENT, v.choice, v.choice, 0, 0, s)
  end
  if vote.cast_at ~= 0 and vote.cast_at <= oldest.cast_at then return nil, yield(p, s, v, vote) end
  local key = string.sub(s.key, 1, -1 - #s.name) .. oldest.name
  local other, there, err = find(key, vote.name)
  if err then return nil, nil, err end
  if not other then return nil, refusal_on(NO_SUBJECT, oldest.name) end
  if not there then return nil, refusal_on(NO_VOTER, oldest.name) end
  other.packed = other.packed
    or struct.pack('>Bc0Bc0', #s.poll, s.poll, #oldest.name, oldest.name)
  other.top = s.top
  return {s = other, v = there, name = oldest.name, cast_at = oldest.cast_at}
end

local function cast(packed)
  held = nil
  local number, choice, toggle, kind, fresh, content, expires, cast_at, seen, request, name, variant =
    struct.unpack('>HBBBBHI7I7I7c16Bc0Bc0', packed)
  local p, poll_error = find_poll(KEYS[2 + 3 * number])
  if poll_error then return nil, poll_error end
  if not p or p.loaded == 0 then return refusal(NO_POLL) end
  local s, v, subject_error = find(KEYS[1 + 3 * number], name)
  if subject_error then return nil, subject_error end
  if not s then return refusal(NO_SUBJECT) end
  s.packed, s.top = ARGV[5 + number], KEYS[3 + 3 * number]
  if not v then return refusal(NO_VOTER) end
  if p.votes > 0 then
    local held_error
    held, held_error = find_held(p, name)
    if held_error then return nil, held_error end
    if not held then return refusal(NO_HELD) end
    s.poll, s.name = struct.unpack('>Bc0Bc0', s.packed)
  end
  local first_answer = known(s, v, request, content, fresh)
  if first_answer then return first_answer end
  if kind == PROBE then return answer(UNKNOWN_REQUEST, v.choice, v.choice, 0, 0, s) end
  if steady >= expires then return refusal(EXPIRED) end
  local why = closed(p, kind, choice, cast_at)
  if why then return answer(why, v.choice, v.choice, 0, 0, s) end
  if s.listing == WITHDRAWN or s.listing == UNLISTED and p.listed then
    local refused = not_listed(s, v, kind, choice, toggle)
    if refused then return answer(refused, v.choice, v.choice, 0, 0, s) end
  end
  local ok, rank_error = can_rank(KEYS[3 + 3 * number])
  if not ok then return nil, rank_error end
  local vote = {kind = kind, choice = choice, cast_at = cast_at, request = request,
    content = content, name = name, variant = variant}
  if superseded(v, kind, cast_at, seen, request) then return yield(p, s, v, vote) end
  if toggle == 1 and choice == v.choice then choice = 0 end
  local moved
  if held and choice ~= 0 and #held >= p.votes and not holds(held, s.name) then
    local reply, move_error
    moved, reply, move_error = make_room(p, s, v, vote)
    if not moved then return reply, move_error end
  end
  local limiter = v.limiter
  if p.interval > 0 and kind ~= RESENT then
    limiter = math.max(limiter, steady) + p.interval
    local early = limiter - steady - p.window
    if early > 0 then return answer(RATE_LIMITED, v.choice, v.choice, 0, early, s) end
  end
  if kind ~= RESENT and seq - applied >= backlog then
    return answer(BACKLOG_FULL, v.choice, v.choice, 0, 0, s)
  end

  local time = cast_at
  if cast_at == 0 then
    last = math.max(now, last + 1, seen + 1)
    -- A time that it brought along lifts its own voter only.
    time = math.max(last, v.cast_at + 1, moved and moved.cast_at + 1 or 0)
  end
  if moved then
    set(moved.s, moved.v, vote, 0, time, MOVED)
    hold(held, moved.name, 0, time)
  end
  local previous = set(s, v, vote, choice, time, content)
  v.limiter = limiter
  if held then
    hold(held, s.name, choice, time)
    p.dirty[name], p.last = held, seq
  end
  local reply = owned_answer(ACCEPTED, previous, choice, seq, time, s)
  if not held then return reply end
  return reply .. struct.pack('>Bc0', moved and #moved.name or 0, moved and moved.name or '')
end

for i = 6 + subject_count, #ARGV do
  local reply, err = cast(ARGV[i])
  replies[#replies + 1] = reply and (held and reply .. pack_held(held) or reply)
    or string.char(255) .. err
end

local write = stepped_back or next(over) ~= nil
for _, s in pairs(subjects) do write = write or next(s.dirty) ~= nil end
if not write then return replies end

local refused
if #events > 0 then
  refused = append(KEYS[2], epoch, first_seq, events)
  if refused then return refused end
end
refused = first_write('HSET', META, 'seq', seq, 'chain', chain, 'castAt', last,
  'steady', steady, 'ahead', steady - now, 'reached', reached)
if refused then return refused end
for key, p in pairs(over) do redis.call('SET', key, pack_poll(p, epoch)) end
if new_maker then redis.call('HSET', KEYS[3], shared, maker, '#' .. maker, shared) end
for _, s in pairs(subjects) do
  if next(s.dirty) ~= nil then
    write_subject(s, s.dirty, epoch, steady)
    local to = place(s)
    if to ~= s.place then redis.call('ZADD', s.top, to, subject_name(s)) end
  end
end
for _, p in pairs(polls) do
  if p and next(p.dirty) ~= nil then
    local fields = {'', decimal(p.last)}
    for name, choices in pairs(p.dirty) do
      fields[#fields + 1] = name
      fields[#fields + 1] = pack_held(choices)
    end
    for i = 1, #fields, 1000 do
      redis.call('HSET', p.held_key, unpack(fields, i, math.min(i + 999, #fields)))
    end
  end
end
return replies
