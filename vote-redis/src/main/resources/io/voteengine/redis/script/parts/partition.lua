-- Part of every script: the partition's record, its term, and the order of writes.
--
-- KEYS[1] is the partition's meta in every script. Its name without "meta" is the start of every
-- other key's name. Numbers stay below 2^53. Keys are read, and so their types are checked, before
-- anything is written: Redis rolls no script back.

local META = KEYS[1]
local BASE = string.sub(META, 1, -5)

-- The server, and the ledger that the partition belongs to, if any. Fails on a replica: it may lack
-- what its master has, and its callers must look for the master.
local function identity(ledger)
  local info = redis.call('INFO', 'replication')
  local server = string.match(info, 'role:master.*master_replid:(%x+)')
  if not server then
    error(string.find(info, 'role:slave') and 'READONLY this is a replica'
      or 'NOINFO the server does not say what it is', 0)
  end
  return ledger and server .. '/' .. ledger or server
end

-- Whether the partition is in the term ARGV[1] (epoch), ARGV[2] (identity). `meta` begins with the
-- fields epoch and frozen, and ends with ledger.
local function in_term(meta)
  return identity(meta[#meta]) == ARGV[2] and meta[1] == ARGV[1] and not meta[2]
end

-- The first write of a script, the only one that may be refused: for lack of memory, of replicas,
-- or of a disk for snapshots. The script returns the error, if there is one.
local function first_write(...)
  local reply = redis.pcall(...)
  return type(reply) == 'table' and reply.err and reply or nil
end

-- A first write that changes nothing, for scripts that have no other.
local function begin_writing()
  return first_write('HSET', META, 'epoch', ARGV[1])
end

-- As the first write of a script, this lets the others pass when memory is short, since it needs no
-- memory itself. For the steps that free memory, or that a recovery needs.
local function begin_freeing()
  return first_write('HDEL', META, '')
end

local function decimal(number)
  return string.format('%.0f', number)
end
