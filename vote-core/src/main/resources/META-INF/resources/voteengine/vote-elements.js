/**
 * Custom elements for pages without a framework: `<vote-buttons subject="posts.42">` and `<vote-count subject="posts.42">`.
 * They use VoteClient.shared unless their property `client` is set. Texts are in `texts`, to be translated there.
 */
import { VoteClient, parseChannel, channelOf } from './vote-client.js';

/** What is shown and read out. A refusal's reason chooses its text; `refused` is for all others. */
export const texts = {
  group: 'Vote', up: 'Vote up', down: 'Vote down', score: (n) => `Score ${n}`,
  refused: 'Your vote was not accepted.',
  RATE_LIMITED: 'Too many votes at once. Try again in a moment.',
  POLL_CLOSED: 'Voting has closed.',
  POLL_NOT_OPEN: 'Voting is not open.',
  UNAVAILABLE: 'Your vote could not be saved. Try again in a moment.',
  unknown: 'No answer came. Please look whether your vote counts.',
  withdrawn: 'Your vote could not be kept, and was taken back.',
};

const STYLE = `
:host { display: inline-block; position: relative; font-variant-numeric: tabular-nums }
:host([hidden]), [hidden] { display: none !important }
[part=group] { display: inline-flex; flex-direction: var(--vote-direction, row); align-items: center; gap: .4em }
[part~=button] { all: unset; box-sizing: border-box; display: inline-grid; place-items: center; inline-size: 2.5em;
  block-size: 2.5em; border: 1px solid color-mix(in srgb, currentcolor 50%, transparent); border-radius: 50%;
  cursor: pointer; user-select: none; touch-action: manipulation; font-size: .9em; line-height: 1 }
[part~=button]:hover { background: color-mix(in srgb, currentcolor 10%, transparent) }
[part~=button][aria-disabled=true] { cursor: default; opacity: .5 }
[part~=pressed] { color: #fff; border-color: transparent; background: var(--vote-up, #c2410c) !important }
[part~=down][part~=pressed] { background: var(--vote-down, #4338ca) !important }
[part~=button]:focus-visible { outline: 2px solid var(--vote-focus, CanvasText); outline-offset: 2px }
[part=count] { min-inline-size: 3ch; text-align: center; font-weight: 600 }
[part=message] { position: absolute; inset-block-start: calc(100% + .4em); inset-inline-start: 0; z-index: 1;
  inline-size: max-content; max-inline-size: 16em; padding: .4em .7em; border: 1px solid; border-radius: .5em;
  background: Canvas; color: CanvasText; font-size: .85em; line-height: 1.3 }
@media (forced-colors: active) {
  [part~=button] { border-color: ButtonText; color: ButtonText; background: ButtonFace }
  [part~=button][part~=pressed] { forced-color-adjust: none; border-color: Highlight; color: HighlightText;
    background: Highlight !important }
  [part~=button][aria-disabled=true] { border-color: GrayText; color: GrayText; opacity: 1 }
}`;
let sheet;

/** One polite live region a page; the newest message replaces those that wait, and they come seconds apart. */
const EVERY = 4000;
let region;
let waiting;
let spoken = -Infinity;
const say = (text) => {
  if (!region) {
    region = document.createElement('div');
    region.setAttribute('role', 'status');
    region.style.cssText = 'position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)';
    document.body.append(region);
  }
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    spoken = Date.now();
    region.textContent = text;
  }, Math.max(100, spoken + EVERY - Date.now()));
};

const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  node.append(...children);
  return node;
};

const formats = new Map();
const format = (element, n) => {
  if (n == null) return '–';
  const lang = element.closest('[lang]')?.lang;
  if (!formats.has(lang)) formats.set(lang, new Intl.NumberFormat(lang || undefined));
  return formats.get(lang).format(n);
};

/** What both elements share: the subscription to a subject, and the page's own first counts. */
class LiveElement extends HTMLElement {
  static observedAttributes = ['subject'];
  #undo = [];

  constructor() {
    super();
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLE);
    this.attachShadow({ mode: 'open', delegatesFocus: true }).adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    this.disconnectedCallback();
    const subject = this.getAttribute('subject');
    if (!this.isConnected || !subject) return;
    this.using = this.client ?? VoteClient.shared;
    const seed = Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
    if ('up' in seed) {
      const { up, down = 0, choice, epoch, version } = seed;
      this.using.seed(subject, {
        up: +up, down: +down, choice, epoch: epoch && +epoch, version: version && +version,
      });
    }
    this.watch(subject, this.#undo);
    this.show(this.using.view(subject) ?? {});
  }

  disconnectedCallback() {
    this.#undo.splice(0).forEach((undo) => undo());
  }

  attributeChangedCallback() {
    if (this.isConnected) this.connectedCallback();
  }

  watch(subject, undo) {
    undo.push(this.using.subscribe(subject, (event) => event.type === 'update' && this.show(event.view)));
  }
}

/** `show`: score (the default), up, down or total; with `announce`, changes are read out, seconds apart. */
class VoteCount extends LiveElement {
  #count = make('span', { part: 'count' });

  constructor() {
    super();
    this.shadowRoot.append(this.#count);
  }

  show(view) {
    const { up, down, score } = view;
    const total = up == null ? null : up + down;
    const text = format(this, { up, down, score, total }[this.getAttribute('show') ?? 'score']);
    if (text === this.#count.textContent) return;
    if (this.#count.textContent && this.hasAttribute('announce')) say(texts.score(text));
    this.#count.textContent = text;
  }
}

/** `choices`: which buttons there are, UP or UP DOWN; without it, those that the poll allows. */
class VoteButtons extends LiveElement {
  #buttons = {};
  #count = make('span', { part: 'count' });
  #message = make('span', { part: 'message', hidden: '' });
  #group = make('div', { part: 'group', role: 'group' });
  #timer;
  #view = {};
  #state = {};

  constructor() {
    super();
    const [up, down] = [['UP', '▲'], ['DOWN', '▼']].map(([choice, sign]) => {
      const name = choice.toLowerCase();
      const slot = make('slot', { name }, make('span', { 'aria-hidden': true }, sign));
      const button = make('button', { type: 'button' }, slot);
      button.addEventListener('click', () => this.#click(choice));
      return (this.#buttons[choice] = button);
    });
    this.#group.append(up, this.#count, down);
    this.shadowRoot.append(this.#group, this.#message);
  }

  #click(choice) {
    if (this.#closed()) this.#announce(this.#state.stage === 'AHEAD' ? texts.POLL_NOT_OPEN : texts.POLL_CLOSED);
    else this.using.toggle(this.getAttribute('subject'), choice);
  }

  #closed() {
    return this.hasAttribute('disabled') || ['AHEAD', 'CLOSED', 'SEALED'].includes(this.#state.stage);
  }

  watch(subject, undo) {
    super.watch(subject, undo);
    const { poll, subject: key } = parseChannel(subject);
    const deadline = channelOf(poll, '') + 'deadline';
    undo.push(
      this.using.subscribe(deadline, ({ value }) => {
        this.#state = value;
        this.show(this.#view);
      }),
      this.using.on('refused', (refusal) => {
        if (refusal.poll === poll && refusal.subject === key) this.#refused(refusal);
      }),
    );
    this.#state = this.using.view(deadline) ?? {};
  }

  show(view) {
    const choices = this.getAttribute('choices')?.split(/\s+/) ?? this.#state.choices ?? ['UP', 'DOWN'];
    const changed = this.#view.score != null && this.#view.score !== view.score;
    this.#view = view;
    this.#group.setAttribute('aria-label', this.getAttribute('label') ?? texts.group);
    for (const [choice, button] of Object.entries(this.#buttons)) {
      const name = choice.toLowerCase();
      const pressed = view.choice === choice;
      button.hidden = !choices.includes(choice);
      button.setAttribute('part', `button ${name}${pressed ? ' pressed' : ''}`);
      button.setAttribute('aria-label', texts[name]);
      button.setAttribute('aria-pressed', pressed);
      button.setAttribute('aria-disabled', this.#closed());
    }
    this.#count.textContent = format(this, view.score);
    if (changed && this.matches(':focus-within')) say(texts.score(this.#count.textContent));
  }

  #refused(refusal) {
    const event = new CustomEvent('vote-refused', { detail: refusal, bubbles: true, composed: true, cancelable: true });
    const { reason, status, message } = refusal;
    if (this.dispatchEvent(event)) this.#announce(texts[reason] || (status === 'refused' && message) || texts[status]);
  }

  /** Shows a text for some seconds, and has it read out. */
  #announce(text) {
    this.#message.textContent = text;
    this.#message.hidden = false;
    say(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#message.hidden = true), EVERY);
  }
}

customElements.define('vote-count', VoteCount);
customElements.define('vote-buttons', VoteButtons);
