import { VoteClient } from '/voteengine/vote-client.js';

const options = JSON.parse(new URLSearchParams(location.search).get('options') ?? '{}');
if (location.search.includes('rtl')) Object.assign(document.documentElement, { dir: 'rtl', lang: 'ar' });
const client = new VoteClient(options);
VoteClient.shared = client;
const log = { shown: [], status: [], refused: [], reconciled: [], shift: 0, violations: [] };
client.subscribe('posts.42', ({ type, view }) => type === 'update' && log.shown.push({ ...view, at: Date.now() }));
for (const type of ['status', 'refused', 'reconciled']) client.on(type, (event) => log[type].push(event));
document.addEventListener('securitypolicyviolation', (event) => log.violations.push(event.violatedDirective));
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (log.shift += value)))
  .observe({ type: 'layout-shift', buffered: true });
Object.assign(window, { client, log });
await import('/voteengine/vote-elements.js');
