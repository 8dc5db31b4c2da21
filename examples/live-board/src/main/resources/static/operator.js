/** The operator's page: shows its tools to operators only; the server refuses everybody else anyway. */
import { onSession, session, start } from './session.js';
import { $ } from './ui.js';
import { showHealth } from './operator-health.js';
import { showPolls } from './operator-polls.js';
import { showVotes } from './operator-votes.js';

await start();
let running = false;
onSession(() => {
  const may = session.roles.includes('ADMIN');
  $('tools').hidden = !may;
  $('refused').hidden = may;
  $('health-status').hidden = !may;
  if (may && !running) {
    running = true;
    showHealth();
    showPolls();
    showVotes();
  }
});
$('content').removeAttribute('aria-busy');
