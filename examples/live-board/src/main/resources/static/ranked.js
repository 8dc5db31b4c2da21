/** A list that is sorted while counts move. Rows move by transforms alone, so nothing on the page shifts. */
import { el } from './ui.js';

/** Rows move at most this often, in ms, and not right after a click: the next click must hit what the reader aims at. */
const EVERY = 700;
const AFTER_CLICK = 1200;

export class RankedList {
  #rows = new Map();
  #first;
  #timer;
  #quietUntil = 0;

  /**
   * @param list an ol element with the class `ranked`
   * @param row makes the children of an item's row
   * @param compare orders two items
   * @param led called with the item that has become the first one
   */
  constructor(list, { row, compare, led }) {
    Object.assign(this, { list, row, compare, led });
    list.addEventListener('pointerdown', () => (this.#quietUntil = performance.now() + AFTER_CLICK));
  }

  get items() {
    return [...this.#rows.values()].map(({ item }) => item);
  }

  /** Shows exactly these items. */
  show(items) {
    const keys = new Set(items.map(({ key }) => key));
    [...this.#rows.keys()].filter((key) => !keys.has(key)).forEach((key) => this.remove(key));
    for (const item of items) {
      if (this.#rows.has(item.key)) continue;
      const rank = el('span', { class: 'rank' });
      const node = el('li', {}, rank, ...this.row(item));
      this.#rows.set(item.key, { item, node, rank });
      this.list.append(node);
    }
    this.#sort();
  }

  remove(key) {
    this.#rows.get(key)?.node.remove();
    this.#rows.delete(key);
    this.#sort();
  }

  /** Call it when counts have changed. */
  changed() {
    const wait = Math.max(EVERY, this.#quietUntil - performance.now());
    this.#timer ??= setTimeout(() => this.#sort(), wait);
  }

  /** Sorts at once, for another `compare`. */
  sort() {
    this.#sort();
  }

  #sort() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = [...this.#rows.values()].sort((a, b) => this.compare(a.item, b.item));
    this.list.style.setProperty('--rows', rows.length);
    rows.forEach(({ node, rank }, place) => {
      node.style.setProperty('--place', place);
      rank.textContent = place + 1;
    });
    this.#reorder(rows);
    const first = rows[0]?.item;
    if (first && this.#first && first.key !== this.#first) this.led?.(first);
    this.#first = first?.key;
  }

  /** Readers of the document, and the tabulator key, follow the same order. */
  #reorder(rows) {
    const keeps = 'moveBefore' in this.list; // Focus and transitions survive it.
    if (!keeps && this.list.contains(document.activeElement)) return;
    let next = null;
    for (const { node } of rows.reverse()) {
      if (node.nextElementSibling !== next) {
        if (keeps) this.list.moveBefore(node, next);
        else this.list.insertBefore(node, next);
      }
      next = node;
    }
  }
}

/** The best score first, as the page shows it, then by key. */
export const byScore = (client) => {
  const score = (item) => client.view(item.channel)?.score ?? (item.up ?? 0) - (item.down ?? 0);
  return (a, b) => score(b) - score(a) || (a.key < b.key ? -1 : 1);
};
