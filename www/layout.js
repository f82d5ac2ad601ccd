/**
 * How the element divides its room: with the script itself, because a style sheet that comes
 * after it would move a text that is being read already. The panel's column is kept free from
 * the start. All other styles are in `chrome.css`, which moves nothing.
 */

/** The sheet itself. */
export const LAYOUT = `
:host {
  display: block;
}
:host([hidden]), [hidden] {
  display: none !important;
}
.frame {
  container: wenmai / inline-size;
}
/* What comes and goes above the text stands in the space above it, and sticks to the window. */
.head {
  position: sticky;
  z-index: 1;
  inset-block-start: 3rem;
  block-size: 0;
}
/* What is offered there stays until it is taken: it has a place of its own, and keeps it. */
:host([load="click"]) .head {
  block-size: 2.8rem;
}
.head:has([data-offer]) {
  position: relative;
  inset: auto;
}
.lines {
  position: absolute;
  inset: auto 0 0.4rem;
}
:host([panel="side"]) .layout, .layout:has(> .panel:not([hidden])) {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 3rem;
}
:host([panel="side"]) .layout:has(> .panel[hidden]) {
  row-gap: 0;
}
@container wenmai (min-width: 56rem) {
  :host([panel="side"]) .layout {
    grid-template-columns: minmax(0, 1fr) minmax(15rem, 19rem);
    gap: clamp(2rem, 5cqi, 4.5rem);
  }
}
@media print {
  .frame {
    container-type: normal;
  }
  .layout {
    display: block !important;
  }
}
`;

/** The sheet, by document: it belongs to the one that it was made in. */
const sheets = new WeakMap();

/** Gives a shadow root its layout. */
export function layOut(root) {
  const { ownerDocument } = root;
  const { defaultView } = ownerDocument;
  // A document that nobody sees has no sheets.
  if (!defaultView) return;
  if (!sheets.has(ownerDocument)) {
    const sheet = new defaultView.CSSStyleSheet();
    sheet.replaceSync(LAYOUT);
    sheets.set(ownerDocument, sheet);
  }
  root.adoptedStyleSheets = [sheets.get(ownerDocument)];
}
