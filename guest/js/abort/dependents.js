// Signals that follow other signals, made by AbortSignal.any:
// https://dom.spec.whatwg.org/#abort-signal-garbage-collection
//
// A source holds a dependent signal weakly while nobody listens to it: a signal
// that lives as long as the program must not collect every signal that was ever
// made of it. One that is listened to is held strongly.
(function (native, primordials, parts) {
  "use strict";
  const { SafeSet, WeakRef, WeakRefPrototypeDeref, newList } = primordials;
  const { hasListeners, signalState, targetState } = parts;

  // Dead entries are swept when there are twice as many as were left the last time.
  const FIRST_SWEEP = 16;

  // https://dom.spec.whatwg.org/#create-a-dependent-abort-signal, from step 5.
  // Sources are never dependent themselves: a dependent signal stands for its own.
  function follow(signal, signals) {
    const sources = new SafeSet();
    for (let i = 0; i < signals.length; i++) {
      const known = signalState(signals[i]).sources;
      if (known === null) {
        sources.add(signals[i]);
        continue;
      }
      for (let j = 0; j < known.length; j++) sources.add(known[j].source);
    }
    const list = newList();
    const reference = new WeakRef(signal);
    sources.forEach((source) => {
      const entry = { reference, held: null };
      append(signalState(source), entry);
      list[list.length] = { source, entry };
    });
    signalState(signal).sources = list;
    targetState(signal).watcher = holdWhereHeard;
  }

  function append(state, entry) {
    state.dependents ??= { entries: newList(), sweepAt: FIRST_SWEEP };
    const { dependents } = state;
    if (dependents.entries.length >= dependents.sweepAt) sweep(dependents);
    dependents.entries[dependents.entries.length] = entry;
  }

  function sweep(dependents) {
    const { entries } = dependents;
    let at = 0;
    for (let i = 0; i < entries.length; i++) {
      if (signalOf(entries[i]) !== undefined) entries[at++] = entries[i];
    }
    entries.length = at;
    dependents.sweepAt = at < FIRST_SWEEP / 2 ? FIRST_SWEEP : at * 2;
  }

  function signalOf({ reference }) {
    return reference === null ? undefined : WeakRefPrototypeDeref(reference);
  }

  // Called when listeners and algorithms of a dependent signal come and go.
  function holdWhereHeard(signal) {
    const { algorithms, sources } = signalState(signal);
    if (sources === null) return;
    const held = algorithms !== null || hasListeners(targetState(signal), "abort") ? signal : null;
    for (let i = 0; i < sources.length; i++) sources[i].entry.held = held;
  }

  // The signals that follow a source, in the order in which they were made; it
  // is aborted and lets go of them.
  function takeDependents(state) {
    const list = newList();
    if (state.dependents === null) return list;
    const { entries } = state.dependents;
    state.dependents = null;
    for (let i = 0; i < entries.length; i++) {
      const signal = signalOf(entries[i]);
      if (signal !== undefined) list[list.length] = signal;
    }
    return list;
  }

  // A signal that was aborted follows nothing any more.
  function unfollow(signal) {
    const state = signalState(signal);
    const { sources } = state;
    if (sources === null) return;
    state.sources = null;
    targetState(signal).watcher = null;
    for (let i = 0; i < sources.length; i++) {
      const { entry } = sources[i];
      entry.reference = null;
      entry.held = null;
    }
  }

  return { __proto__: null, followSignals: follow, holdWhereHeard, takeDependents, unfollowSignals: unfollow };
})
