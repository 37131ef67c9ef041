// MessagePort: https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports
//
// Both ports are in one realm: a message is a record of the serializer's until it
// is delivered, one task for each.
(function (native, primordials, parts) {
  "use strict";
  const { ObjectCreate, globalThis, newList } = primordials;
  const {
    EventTarget, cloneHooks, defineInterface, deserializeFresh, fireEvent, getHandler, giveTarget, illegalConstructor,
    isIterable, isObject, makeBrand, newTarget, refuseToClone, requireArguments, serializeWithTransfer, setHandler, toTransferList,
    trustEvent,
  } = parts;
  const { setImmediate } = globalThis;
  const { give, isBranded, stateOf } = makeBrand();

  // Makes the events; their classes come later, since they know ports.
  const events = { __proto__: null, message: null, close: null };

  // What two ports share: each has an end, and an end has one object at a time.
  function newEnd() {
    return { other: null, object: null, isStarted: false, isClosed: false, isDetached: false, messages: newList() };
  }

  class MessagePort extends EventTarget {
    constructor() {
      illegalConstructor();
    }
    postMessage(message, options = undefined) {
      const state = stateOf(this);
      requireArguments(arguments.length, 1, "MessagePort.postMessage");
      const isList = isObject(options) && isIterable(options);
      post(state.end, this, message, toTransferList(isList ? { __proto__: null, transfer: options } : options, "MessagePort.postMessage"));
    }
    start() {
      start(stateOf(this).end);
    }
    close() {
      const { end } = stateOf(this);
      if (end !== null) close(end);
    }
    get onmessage() {
      stateOf(this);
      return getHandler(this, "message");
    }
    set onmessage(value) {
      const { end } = stateOf(this);
      setHandler(this, "message", value);
      start(end);
    }
    get onmessageerror() {
      stateOf(this);
      return getHandler(this, "messageerror");
    }
    set onmessageerror(value) {
      stateOf(this);
      setHandler(this, "messageerror", value);
    }
    get onclose() {
      stateOf(this);
      return getHandler(this, "close");
    }
    set onclose(value) {
      stateOf(this);
      setHandler(this, "close", value);
    }
  }
  const { prototype } = MessagePort;
  defineInterface(MessagePort);

  function newPort(end) {
    const port = ObjectCreate(prototype);
    giveTarget(port, newTarget());
    give(port, { end });
    end.object = port;
    return port;
  }

  // https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
  function post(end, port, message, transfer) {
    for (let i = 0; i < transfer.length; i++) {
      if (transfer[i] === port) refuseToClone("a port that is sent through itself");
    }
    const sent = serializeWithTransfer(message, transfer);
    if (end === null || end.isClosed) return;
    const { other } = end;
    // A port that goes to its own other side takes its messages with it into nowhere.
    for (let i = 0; i < transfer.length; i++) if (isBranded(transfer[i]) && other.object === transfer[i]) return;
    other.messages[other.messages.length] = sent;
    if (other.isStarted) setImmediate(deliver, other);
  }

  function start(end) {
    if (end === null || end.isStarted) return;
    end.isStarted = true;
    for (let i = 0; i < end.messages.length; i++) setImmediate(deliver, end);
  }

  function deliver(end) {
    const { messages, object } = end;
    if (messages.length === 0 || !end.isStarted || end.isClosed) return;
    const sent = messages[0];
    for (let i = 1; i < messages.length; i++) messages[i - 1] = messages[i];
    messages.length -= 1;
    const data = deserializeFresh(sent.record);
    const ports = newList();
    for (let i = 0; i < sent.transferred.length; i++) {
      if (isBranded(sent.transferred[i])) ports[ports.length] = sent.transferred[i];
    }
    fireEvent(trustEvent(events.message(data, ports), false), object);
  }

  // https://html.spec.whatwg.org/multipage/web-messaging.html#disentangle; the other
  // side hears of it.
  function close(end) {
    if (end.isClosed) return;
    const { other } = end;
    end.isClosed = true;
    end.isDetached = true;
    if (other.isClosed) return;
    setImmediate(closeOther, other);
  }

  function closeOther(end) {
    if (end.isClosed) return;
    end.isClosed = true;
    fireEvent(trustEvent(events.close(), false), end.object);
  }

  // The port that takes the place of another, which does nothing any more.
  function transferPort(port) {
    const state = stateOf(port);
    const { end } = state;
    if (end === null) refuseToClone("a port that was transferred");
    if (end.isDetached) refuseToClone("a port that was closed");
    state.end = null;
    end.isStarted = false;
    return newPort(end);
  }

  cloneHooks.isPort = isBranded;
  cloneHooks.transferPort = transferPort;

  class MessageChannel {
    #port1;
    #port2;
    constructor() {
      const one = newEnd(), two = newEnd();
      one.other = two;
      two.other = one;
      this.#port1 = newPort(one);
      this.#port2 = newPort(two);
    }
    get port1() {
      return this.#port1;
    }
    get port2() {
      return this.#port2;
    }
  }
  defineInterface(MessageChannel);

  return { __proto__: null, isMessagePort: isBranded, portEvents: events };
})
