package io.voteengine.engine.cache;

/** What was read, and what was known when that read began. */
record Copy<V>(V value, Noted noted) {}
