// Two small charts as SVG. They bring their own ground, so that they can be read wherever they are
// shown, and follow the reader's scheme.

const STYLE = `
  svg { font: 12px system-ui, sans-serif; }
  .ground { fill: #ffffff; } text { fill: #24292f; } .quiet { fill: #57606a; }
  .rule { stroke: #d0d7de; } .ours { fill: #0a6b5c; stroke: #0a6b5c; } .theirs { fill: #8c6d1f; stroke: #8c6d1f; }
  .line { fill: none; stroke-width: 1.5; } .bar { stroke: none; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #161b22; } text { fill: #e6edf3; } .quiet { fill: #9198a1; }
    .rule { stroke: #3d444d; } .ours { fill: #4cc2ad; stroke: #4cc2ad; } .theirs { fill: #d8b45a; stroke: #d8b45a; }
  }`;

const WIDTH = 640;
const MARGIN = 16;

const escaped = (text) => String(text).replace(/[&<]/g, (one) => ({ "&": "&amp;", "<": "&lt;" })[one]);
const text = (x, y, said, more = "") => `<text x="${x}" y="${y}" ${more}>${escaped(said)}</text>`;
const QUIET = 'class="quiet"';

function drawing(title, height, parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>${escaped(title)}</title><style>${STYLE}</style>
<rect class="ground" width="${WIDTH}" height="${height}" rx="6"/>
${text(MARGIN, 24, title, 'font-weight="600"')}
${parts.join("\n")}
</svg>
`;
}

/** Bars in panels, {title, bars: [{name, value, label, ours}]}, all on one scale. */
export function bars(title, panels) {
  const [left, row, room] = [230, 19, 100];
  const longest = Math.max(...panels.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const parts = [];
  let y = 48;
  for (const panel of panels) {
    parts.push(text(MARGIN, y, panel.title, QUIET));
    for (const { name, value, label, ours } of panel.bars) {
      y += row;
      const width = Math.max(1, ((WIDTH - left - room) * value) / longest).toFixed(1);
      parts.push(
        text(left - 8, y, name, 'text-anchor="end"'),
        `<rect class="bar ${ours ? "ours" : "theirs"}" x="${left}" y="${y - 10}" width="${width}" height="12"/>`,
        text(left + Number(width) + 6, y, label, QUIET),
      );
    }
    y += row + 10;
  }
  return drawing(title, y - 8, parts);
}

/** Lines over logarithmic axes, {name, points: [[x, y]], ours, label}; axes are {title, label(power)}. */
export function lines(title, series, [across, up]) {
  const [left, right, top, bottom, height] = [76, 212, 44, 48, 340];
  const points = series.flatMap(({ points }) => points);
  const powers = (index) => {
    const logs = points.map((point) => Math.log10(point[index]));
    return [Math.floor(Math.min(...logs) + 0.05), Math.ceil(Math.max(...logs) - 0.05)];
  };
  const [[x0, x1], [y0, y1]] = [powers(0), powers(1)];
  const x = (value) => left + ((WIDTH - left - right) * (value - x0)) / (x1 - x0);
  const y = (value) => height - bottom - ((height - top - bottom) * (value - y0)) / (y1 - y0);
  const at = (point) => [x(Math.log10(point[0])), y(Math.log10(point[1]))].map((each) => each.toFixed(1));
  const rule = (from, to) => `<path class="rule" d="M${from.join()}L${to.join()}"/>`;

  const parts = [];
  for (let power = x0; power <= x1; power += 1) {
    parts.push(rule([x(power), y(y0)], [x(power), y(y1)]));
    parts.push(text(x(power), height - bottom + 18, across.label(power), `${QUIET} text-anchor="middle"`));
  }
  for (let power = y0; power <= y1; power += 1) {
    parts.push(rule([x(x0), y(power)], [x(x1), y(power)]));
    parts.push(text(left - 8, y(power) + 4, up.label(power), `${QUIET} text-anchor="end"`));
  }
  parts.push(text(x((x0 + x1) / 2), height - 10, across.title, `${QUIET} text-anchor="middle"`));
  const ends = spread(series.map(({ points }) => Number(at(points.at(-1))[1])), 30);
  for (const [index, { name, label, points, ours }] of series.entries()) {
    const its = ours ? "ours" : "theirs";
    parts.push(`<path class="line ${its}" style="fill: none" d="M${points.map((point) => at(point).join()).join("L")}"/>`);
    for (const point of points) {
      const [cx, cy] = at(point);
      parts.push(`<circle class="${its}" cx="${cx}" cy="${cy}" r="2.5"/>`);
    }
    parts.push(text(WIDTH - right + 12, ends[index], name));
    parts.push(text(WIDTH - right + 12, ends[index] + 14, label, QUIET));
  }
  return drawing(title, height, parts);
}

/** The same heights, pushed down as far as labels would overlap. */
function spread(heights, apart) {
  const moved = [...heights];
  let last = -Infinity;
  for (const index of [...heights.keys()].sort((a, b) => heights[a] - heights[b])) {
    last = moved[index] = Math.max(heights[index], last + apart);
  }
  return moved;
}
