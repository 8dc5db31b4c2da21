-- Tries every command that the other scripts call, to find those that the store's user may not use:
-- without them a script would stop half way.
--
-- KEYS  1 meta
-- Reply the names of the commands that the user lacks, "keys" when it may not use the store's
-- Never leaves a key behind.

local PROBE = string.sub(KEYS[1], 1, -5) .. 'probe'
local lacking = {}

local function try(command, ...)
  local reply = redis.pcall(command, ...)
  local err = type(reply) == 'table' and reply.err or ''
  if string.find(err, "can't run this command", 1, true) then
    lacking[#lacking + 1] = string.lower(command)
  elseif string.find(err, "can't access", 1, true) then
    lacking[1] = 'keys'
  end
end

try('INFO', 'replication')
try('TIME')
try('EXISTS', PROBE)
try('GET', PROBE)
try('SET', PROBE, '', 'XX')
try('DEL', PROBE)
try('DUMP', PROBE)
try('RESTORE', PROBE, 0, '')
try('OBJECT', 'IDLETIME', PROBE)
try('PEXPIRE', PROBE, 1)
try('RENAME', PROBE, PROBE)
try('XADD', PROBE, 'NOMKSTREAM', '*', 'e', '')
try('XRANGE', PROBE, '-', '+', 'COUNT', 1)
try('XTRIM', PROBE, 'MINID', '=', '0-0')
try('ZADD', PROBE, 'XX', 0, '')
try('ZCARD', PROBE)
try('ZRANGE', PROBE, 0, 0)
try('ZRANGEBYLEX', PROBE, '-', '+', 'LIMIT', 0, 1)
try('ZREM', PROBE, '')
try('ZREMRANGEBYSCORE', PROBE, 0, 0)
try('ZSCORE', PROBE, '')
try('HSET', PROBE, '', '')
try('HGET', PROBE, '')
try('HMGET', PROBE, '')
try('HGETALL', PROBE)
try('HLEN', PROBE)
try('HDEL', PROBE, '')
try('RPUSH', PROBE, '')
try('LLEN', PROBE)
try('LINDEX', PROBE, 0)
try('LPOP', PROBE)
try('UNLINK', PROBE)
return lacking
