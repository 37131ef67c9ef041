// MessageEvent: https://html.spec.whatwg.org/multipage/comms.html#the-messageevent-interface
(function (native, primordials, parts) {
  "use strict";
  const { ObjectFreeze, TypeError } = primordials;
  const {
    Event, defineInterface, dictionary, eventState, initializeEvent, isMessagePort, portEvents, requireArguments, toArray, toDOMString, toSequence,
    toUSVString,
  } = parts;

  let stateOf;

  class MessageEvent extends Event {
    #state;
    static {
      stateOf = (event) => event.#state;
    }
    constructor(type, eventInitDict = undefined) {
      requireArguments(arguments.length, 1, "MessageEvent");
      super(type, eventInitDict);
      const { data = null, lastEventId = "", origin = "", ports, source = null } = dictionary(eventInitDict, "MessageEvent");
      this.#state = {
        data, lastEventId: toDOMString(lastEventId), origin: toUSVString(origin), ports: toPorts(ports), source: toSource(source),
      };
    }
    get data() {
      return this.#state.data;
    }
    get origin() {
      return this.#state.origin;
    }
    get lastEventId() {
      return this.#state.lastEventId;
    }
    get source() {
      return this.#state.source;
    }
    get ports() {
      return this.#state.ports;
    }
    initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = "", lastEventId = "", source = null, ports = undefined) {
      const state = this.#state;
      requireArguments(arguments.length, 1, "MessageEvent.initMessageEvent");
      if (!initializeEvent(eventState(this), toDOMString(type), !!bubbles, !!cancelable)) return;
      state.data = data;
      state.origin = toUSVString(origin);
      state.lastEventId = toDOMString(lastEventId);
      state.source = toSource(source);
      state.ports = toPorts(ports);
    }
  }
  defineInterface(MessageEvent);

  function toPorts(value) {
    return ObjectFreeze(value === undefined ? [] : toArray(toSequence(value, toPort, "ports")));
  }

  function toPort(value) {
    if (!isMessagePort(value)) throw new TypeError("ports has what is not a MessagePort");
    return value;
  }

  function toSource(value) {
    return value === null || value === undefined ? null : toPort(value);
  }

  portEvents.message = (data, ports) => {
    const event = new MessageEvent("message");
    const state = stateOf(event);
    state.data = data;
    state.ports = ObjectFreeze(toArray(ports));
    return event;
  };
  portEvents.close = () => new Event("close");
})
