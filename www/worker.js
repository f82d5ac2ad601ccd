/** The script of the engine's worker, where scripts are files. */

import { answerCalls } from "./answering.js";

answerCalls((script) => import(/* @vite-ignore */ /* webpackIgnore: true */ script));
