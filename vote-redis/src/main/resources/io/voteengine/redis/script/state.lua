-- What a partition says of itself.
--
-- KEYS  1 meta
-- Reply identity, epoch, seq, chain, applied, evictions, frozen, steady time; epoch is nil where there is
--       no record
-- Never writes.

return state()
