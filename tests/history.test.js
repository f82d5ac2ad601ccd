// A value with its past and its future.

import assert from "node:assert/strict";
import { test } from "node:test";

import { History } from "../www/history.js";

test("every change can be undone and redone, in order", () => {
  const history = new History(0);
  assert.deepEqual([history.canUndo, history.canRedo], [false, false]);
  assert.deepEqual([history.undo(), history.redo(), history.value], [false, false, 0]);
  for (let value = 1; value <= 500; value += 1) history.change(value);
  for (let value = 499; value >= 0; value -= 1) {
    assert.equal(history.undo(), true);
    assert.equal(history.value, value);
  }
  assert.deepEqual([history.canUndo, history.canRedo, history.undo()], [false, true, false]);
  assert.equal(history.redo(), true);
  assert.equal(history.redo(), true);
  assert.equal(history.value, 2);
});

test("a change after undoing makes another future", () => {
  const history = new History("a");
  history.change("b");
  history.change("c");
  history.undo();
  history.change("d");
  assert.deepEqual([history.canRedo, history.redo(), history.value], [false, false, "d"]);
  history.undo();
  assert.equal(history.value, "b");
  history.undo();
  assert.equal(history.value, "a");
});

test("values are kept as they are, not compared", () => {
  const one = { list: [] };
  const history = new History(one);
  history.change({ list: [] });
  history.undo();
  assert.equal(history.value, one);
});
