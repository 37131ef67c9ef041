// Event: https://dom.spec.whatwg.org/#interface-event
//
// There is no tree: the path of an event is its target alone.
(function (native, primordials, parts) {
  "use strict";
  const { ReflectDefineProperty, ownDescriptor } = primordials;
  const { defineInterface, dictionary, makeBrand, requireArguments, toDOMString } = parts;
  const { give, isBranded, stateOf } = makeBrand();

  const NONE = 0, AT_TARGET = 2;

  function newState(type, bubbles, cancelable, composed, isTrusted) {
    return {
      type, bubbles, cancelable, composed, isTrusted,
      timeStamp: native.now(),
      target: null,
      currentTarget: null,
      isInitialized: true,
      isDispatched: false,
      isStopped: false,
      isStoppedAtOnce: false,
      isCanceled: false,
      isPassive: false,
    };
  }

  // https://dom.spec.whatwg.org/#set-the-canceled-flag
  function cancel(state) {
    if (state.cancelable && !state.isPassive) state.isCanceled = true;
  }

  // https://dom.spec.whatwg.org/#concept-event-initialize; false while it is dispatched.
  function initialize(state, type, bubbles, cancelable) {
    if (state.isDispatched) return false;
    state.isInitialized = true;
    state.isStopped = false;
    state.isStoppedAtOnce = false;
    state.isCanceled = false;
    state.isTrusted = false;
    state.target = null;
    state.type = type;
    state.bubbles = bubbles;
    state.cancelable = cancelable;
    return true;
  }

  class Event {
    constructor(type, eventInitDict = undefined) {
      requireArguments(arguments.length, 1, "Event");
      type = toDOMString(type);
      const options = dictionary(eventInitDict, "Event");
      const bubbles = !!options.bubbles;
      const cancelable = !!options.cancelable;
      give(this, newState(type, bubbles, cancelable, !!options.composed, false));
      ReflectDefineProperty(this, "isTrusted", isTrusted);
    }
    get type() {
      return stateOf(this).type;
    }
    get target() {
      return stateOf(this).target;
    }
    get srcElement() {
      return stateOf(this).target;
    }
    get currentTarget() {
      return stateOf(this).currentTarget;
    }
    composedPath() {
      const { currentTarget } = stateOf(this);
      return currentTarget === null ? [] : [currentTarget];
    }
    get eventPhase() {
      return stateOf(this).currentTarget === null ? NONE : AT_TARGET;
    }
    stopPropagation() {
      stateOf(this).isStopped = true;
    }
    get cancelBubble() {
      return stateOf(this).isStopped;
    }
    set cancelBubble(value) {
      const state = stateOf(this);
      if (value) state.isStopped = true;
    }
    stopImmediatePropagation() {
      const state = stateOf(this);
      state.isStopped = true;
      state.isStoppedAtOnce = true;
    }
    get bubbles() {
      return stateOf(this).bubbles;
    }
    get cancelable() {
      return stateOf(this).cancelable;
    }
    get returnValue() {
      return !stateOf(this).isCanceled;
    }
    set returnValue(value) {
      const state = stateOf(this);
      if (!value) cancel(state);
    }
    preventDefault() {
      cancel(stateOf(this));
    }
    get defaultPrevented() {
      return stateOf(this).isCanceled;
    }
    get composed() {
      return stateOf(this).composed;
    }
    get timeStamp() {
      return stateOf(this).timeStamp;
    }
    initEvent(type, bubbles = false, cancelable = false) {
      const state = stateOf(this);
      requireArguments(arguments.length, 1, "Event.initEvent");
      initialize(state, toDOMString(type), !!bubbles, !!cancelable);
    }
  }
  defineInterface(Event, {
    __proto__: null,
    constants: { __proto__: null, NONE, CAPTURING_PHASE: 1, AT_TARGET, BUBBLING_PHASE: 3 },
  });

  // An own property of every event, which no script can replace:
  // https://webidl.spec.whatwg.org/#LegacyUnforgeable
  const isTrusted = ownDescriptor({
    get isTrusted() {
      return stateOf(this).isTrusted;
    },
  }, "isTrusted");
  isTrusted.configurable = false;

  // https://dom.spec.whatwg.org/#concept-event-create: an event of ours.
  function trust(event, cancelable) {
    const state = stateOf(event);
    state.isTrusted = true;
    state.cancelable = cancelable;
    return event;
  }

  return { __proto__: null, Event, eventState: stateOf, initializeEvent: initialize, isEvent: isBranded, trustEvent: trust };
})
