-- Part of the scripts that read a poll: a string that packs its epoch, its state (0 open, 1
-- closing, 2 sealed), whether its close marker is written, whether its rules are loaded (2: and a
-- clock has shown its closing time), a bit for each choice allowed, opening and closing time, the
-- limiter's interval and window (0: none), the revision of its rules, and, of a ballot poll, how
-- many choices a voter may hold (0: no ballot poll) and, in one byte, whether they move (1) and whether
-- the poll lists its subjects (2).

-- A poll that an older version has written lacks the last two bytes.

local POLL = '>I5BBBBI7I7I7I7I5BB'

-- The poll as this epoch has it; nil when it has none.
local function unpack_poll(raw, epoch)
  if not raw then return nil end
  if #raw < 44 then raw = raw .. '\0\0' end
  local of, state, marked, loaded, choices, opens, closes, interval, window, revision, votes, flags =
    struct.unpack(POLL, raw)
  if of ~= epoch then return nil end
  return {state = state, marked = marked, loaded = loaded, choices = choices,
    opens = opens, closes = closes, interval = interval, window = window, revision = revision,
    votes = votes, moves = flags % 2, listed = flags >= 2}
end

local function pack_poll(p, epoch)
  return struct.pack(POLL, epoch, p.state, p.marked, p.loaded, p.choices,
    p.opens, p.closes, p.interval, p.window, p.revision, p.votes,
    p.moves + (p.listed and 2 or 0))
end
