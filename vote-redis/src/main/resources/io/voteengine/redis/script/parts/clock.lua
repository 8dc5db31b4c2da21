-- Part of the scripts that read the clock; all times are microseconds.

-- The server's clock, and steady time: the same clock without its steps back. While the clock is
-- behind its latest value, steady time continues at the clock's pace; a leap of the clock back to
-- that value does not count. `ahead` is how far steady time is before the clock.
local function read_clock(steady, ahead)
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  steady = tonumber(steady or 0)
  local back = now < steady
  steady = back and math.max(steady, now + tonumber(ahead or 0)) or now
  return now, steady, back
end

-- The latest time that the clock has shown. Polls open and close by it.
local function reach(now, reached)
  return math.max(now, tonumber(reached or 0))
end

-- JournalEvent.chainAfter; fmod, since % is not exact for numbers this large.
local function chain_after(chain, request, cast_at)
  return math.fmod(31 * chain + request + cast_at, 4294967291)
end

-- One stream entry: a byte for the layout, the epoch, the number of its first event, the count of
-- its events, and the events. Its id is the number of its last event.
local function append(journal, epoch, first, events)
  local blob = struct.pack('>BI5I7H', 1, epoch, first, #events) .. table.concat(events)
  return first_write('XADD', journal, decimal(first + #events - 1) .. '-0', 'e', blob)
end
