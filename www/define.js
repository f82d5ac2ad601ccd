/** Registers `<wenmai-article>`; a second copy on one page does nothing. */

import { WenmaiArticle } from "./wenmai.js";

WenmaiArticle.define();

export { WenmaiArticle };
