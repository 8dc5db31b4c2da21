/** A small line chart of the last minutes, drawn as SVG. */

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 320;
const HEIGHT = 96;
const LABEL = 44;

const shape = (name, attributes, text) => {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  if (text !== undefined) node.textContent = text;
  return node;
};

/** The next of 1, 2, 5, 10, 20, … */
const round = (n) => {
  const power = 10 ** Math.floor(Math.log10(Math.max(n, 1)));
  return [1, 2, 5, 10].map((m) => m * power).find((m) => m >= n);
};

/**
 * Makes a chart in `parent`.
 *
 * @param points how many values it shows
 * @param label what it shows, for screen readers
 * @param format turns a value into text
 * @return a function that adds a value; null: not known, a gap
 */
export const chart = (parent, { points, label, format }) => {
  const values = [];
  const svg = shape('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: 'chart',
    role: 'img',
    'aria-label': `${label}: no values yet`,
  });
  const area = shape('path', { class: 'area' });
  const line = shape('path', { class: 'line' });
  const top = shape('text', { x: WIDTH, y: 10, 'text-anchor': 'end' }, '');
  const bottom = shape('text', { x: WIDTH, y: HEIGHT - 6, 'text-anchor': 'end' }, '0');
  const grid = [4, HEIGHT / 2, HEIGHT - 8].map((y) =>
    shape('line', { class: 'grid', x1: 0, x2: WIDTH - LABEL, y1: y, y2: y }),
  );
  svg.append(...grid, area, line, top, bottom);
  parent.append(svg);

  return (value) => {
    values.push(value);
    values.splice(0, values.length - points);
    const highest = round(Math.max(1, ...values.map((v) => v ?? 0)));
    const x = (i) => ((i + points - values.length) / (points - 1)) * (WIDTH - LABEL);
    const y = (v) => HEIGHT - 8 - (v / highest) * (HEIGHT - 12);
    let path = '';
    let fill = '';
    let began;
    values.forEach((v, i) => {
      if (v == null) return;
      const at = `${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
      const first = i === 0 || values[i - 1] == null;
      path += `${first ? 'M' : 'L'}${at}`;
      if (first) began = x(i).toFixed(1);
      fill += `${first ? `M${began} ${y(0)}L` : 'L'}${at}`;
      if (i === values.length - 1 || values[i + 1] == null) fill += `L${x(i).toFixed(1)} ${y(0)}Z`;
    });
    line.setAttribute('d', path);
    area.setAttribute('d', fill);
    top.textContent = format(highest);
    const known = values.filter((v) => v != null);
    const last = known.at(-1);
    svg.setAttribute(
      'aria-label',
      `${label}: now ${last == null ? 'not known' : format(last)}, at most ${format(Math.max(0, ...known))}`,
    );
  };
};
