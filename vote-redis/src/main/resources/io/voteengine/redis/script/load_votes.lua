-- Installs the choices of unknown voters: all, or none when a subject is not held.
--
-- KEYS  1 meta, 2 makers; then a subject for each vote
-- ARGV  1 epoch, 2 identity, 3 evictions; then for each vote a string: choice, time, request id
--       (none: empty), voter
-- Reply "LOADED", "RETRY" or "WRONG_EPOCH"
-- Never replaces a known voter.

local meta = redis.call('HMGET', META, 'epoch', 'frozen', 'evictions', 'steady', 'ahead', 'ledger')
if not in_term(meta) then return 'WRONG_EPOCH' end
if meta[3] ~= ARGV[3] then return 'RETRY' end

local epoch = tonumber(ARGV[1])
local _, steady = read_clock(meta[4], meta[5])
local subjects, voters = {}, {}

for i = 4, #ARGV do
  local key = KEYS[i - 1]
  local _, _, _, name = struct.unpack('>BI7Bc0Bc0', ARGV[i])
  local raw = redis.call('HMGET', key, '', name)
  local s = subjects[key] or unpack_subject(key, raw[1], epoch)
  if not s or not s.current then return 'RETRY' end
  local v, err = find_voter(s, name, raw[2])
  if err then return redis.error_reply(err) end
  subjects[key] = s
  if not v then
    voters[key] = voters[key] or {}
    local _, known = read_vote(s, ARGV[i], 1, KEYS[2])
    voters[key][name] = known
  end
end

if next(voters) == nil then return 'LOADED' end
local refused = begin_writing()
if refused then return refused end
for key, unknown in pairs(voters) do write_subject(subjects[key], unknown, epoch, steady) end
return 'LOADED'
