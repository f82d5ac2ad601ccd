/** The script of the engine's worker in the page that is one file: it has the engine's in it. */

import { answerCalls } from "../../answering.js";
import { makeCore } from "wenmai:core";

answerCalls(async () => makeCore());
