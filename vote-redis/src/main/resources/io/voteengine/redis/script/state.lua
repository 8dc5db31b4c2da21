-- Reads the state of a partition.
--
-- KEYS  1 meta
-- Reply identity, epoch, seq, chain, applied, evictions, frozen, steady time; epoch is nil when
--       there is no record
-- Never writes.

return state()
