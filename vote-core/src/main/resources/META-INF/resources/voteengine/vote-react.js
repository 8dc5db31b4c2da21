/**
 * VoteEngine for React 18 and newer. React is passed in, so that this file works with a bundler, with an import map,
 * and with neither: `const { useVotes, useSync } = voteHooks(React)`.
 */
import { VoteClient, channelOf } from './vote-client.js';

/** Returns the hooks for a copy of React and a client; without one, for VoteClient.shared. */
export const voteHooks = (React, given) => {
  const { useCallback, useEffect, useState, useSyncExternalStore } = React;
  const client = () => given ?? VoteClient.shared;
  const useEvent = (type, listener) => useEffect(() => client().on(type, listener), [type, listener]);

  /** Casts votes: `pending` has each request without an answer by its id, `refused` is the last refusal. */
  const useVotes = () => {
    const [pending, setPending] = useState({});
    const [refused, setRefused] = useState(null);
    useEvent('pending', useCallback((request) => {
      setPending((all) => ({ ...all, [request.id]: request }));
      setRefused(null);
    }, []));
    useEvent('settled', useCallback(({ id }) => setPending(({ [id]: _, ...others }) => others), []));
    useEvent('refused', setRefused);
    const vote = useCallback((what, choice) => client().vote(what, choice), []);
    const toggle = useCallback((what, choice) => client().toggle(what, choice), []);
    return { vote, toggle, pending, refused };
  };

  /**
   * Shows a channel, `useSync('posts', 42)` or `useSync('posts.deadline')`, and keeps it fresh. `data` is the subject's
   * view, the newest payload or the poll's state; `error` is what the server has refused since it last answered.
   */
  const useSync = (channel, id, options = {}) => {
    const { initialData, fallbackData, revalidateOnFocus = true, refreshInterval = 0 } = options;
    const { revalidateOnMount = initialData === undefined } = options;
    const name = id == null ? channel : channelOf(channel, String(id));
    const [error, setError] = useState(null);
    useEffect(() => {
      if (initialData?.up !== undefined) client().seed(name, initialData);
    }, [name]);
    const subscribe = useCallback((changed) => {
      const notified = () => {
        setError(null);
        changed();
      };
      return client().subscribe(name, notified, { refreshOnFocus: revalidateOnFocus });
    }, [name, revalidateOnFocus]);
    const read = () => {
      const data = client().view(name);
      return data?.up === null ? undefined : data;
    };
    const known = useSyncExternalStore(subscribe, read, () => undefined);
    useEvent('error', useCallback((e) => (e.channel ?? name) === name && setError(e), [name]));
    useEffect(() => {
      if (revalidateOnMount) client().refresh();
      const timer = refreshInterval && setInterval(() => client().refresh(), refreshInterval);
      return () => clearInterval(timer);
    }, [name, revalidateOnMount, refreshInterval]);
    return { data: known ?? initialData ?? fallbackData, error };
  };

  return { useVotes, useSync };
};
