// A request that the host has for the script, and the script's answer.
//
// The handler is the function `fetch` of what the entry module exports by default,
// or the listeners of `fetch` on the global object.
(function (native, primordials, parts) {
  "use strict";
  const { PromiseResolve, PromiseThen, ReflectApply, ReflectSetPrototypeOf, TypeError, globalThis, listOf } = primordials;
  const {
    ERRORED, READABLE, ReadableStreamCancel, answerOfFetchEvent, defineInterface, extendLifetime, failLifetime, fireEvent, hasListeners, holdLifetime, illegalConstructor, isResponse,
    isObject, isUnusable, markHandled, newBody, newFetchEvent, newIncomingRequest, newLifetime, onceGiven, publicReadable, readableOf, requireArguments,
    responseState, restOfLifetime, settleLifetime, targetState,
  } = parts;

  const target = targetState(globalThis);

  let making;

  // What a handler gets as its third argument.
  class ExecutionContext {
    #lifetime;
    constructor() {
      if (making === undefined) illegalConstructor();
      this.#lifetime = making;
      making = undefined;
    }
    waitUntil(promise) {
      const lifetime = this.#lifetime;
      requireArguments(arguments.length, 1, "waitUntil");
      extendLifetime(lifetime, promise);
    }
  }
  defineInterface(ExecutionContext, { __proto__: null, isHidden: true });

  function newContext(lifetime) {
    making = lifetime;
    return new ExecutionContext();
  }

  // What the entry module has exported for requests: what CommonJS exports is the default.
  function findExported(entry) {
    if (!isObject(entry)) return undefined;
    const { default: exported = entry } = entry;
    return isObject(exported) && typeof exported.fetch === "function" ? exported : undefined;
  }

  function handlesFetch(entry) {
    return findExported(entry) !== undefined || hasListeners(target, "fetch");
  }

  // The promise of what the host reads: status, statusText, headers, body, rest.
  // `headers` are names in lower case and values in turn.
  function respond(entry, method, url, headers, bytes, stream) {
    ReflectSetPrototypeOf(headers, null);
    const body = toBody(bytes, stream);
    const letGo = () => giveUp(body);
    const lifetime = newLifetime(letGo);
    try {
      const answer = answerOf(entry, newIncomingRequest(method, url, headers, body), lifetime);
      return PromiseThen(PromiseThen(answer, (response) => toAnswer(response, method, lifetime)), undefined, (error) => {
        letGo();
        throw error;
      });
    } catch (error) {
      letGo();
      throw error;
    }
  }

  // Nobody reads what is left of a request's body: the connection is not to wait for the collector.
  function giveUp(body) {
    if (body !== null && body.stream !== undefined && body.stream.state === READABLE) {
      markHandled(ReadableStreamCancel(body.stream, undefined));
    }
  }

  function toBody(bytes, stream) {
    if (bytes !== null) return newBody(undefined, bytes, undefined);
    if (stream === null) return null;
    const readable = readableOf(stream);
    readable.object ??= stream;
    return newBody(readable, undefined, undefined);
  }

  function answerOf(entry, request, lifetime) {
    const exported = findExported(entry);
    if (exported !== undefined) return answerOfExported(exported, request, native.environment(), lifetime);
    if (!hasListeners(target, "fetch")) {
      throw new TypeError("nothing handles requests: there is neither export default { fetch() {} } nor a listener of 'fetch'");
    }
    const event = newFetchEvent(request, lifetime);
    fireEvent(event, globalThis);
    const answer = answerOfFetchEvent(event);
    if (answer === undefined) throw new TypeError("no listener of 'fetch' has called respondWith");
    return answer;
  }

  function answerOfExported(exported, request, environment, lifetime) {
    return PromiseResolve(ReflectApply(exported.fetch, exported, listOf(request, environment, newContext(lifetime))));
  }

  function toAnswer(response, method, lifetime) {
    if (!isResponse(response)) throw new TypeError("the handler has answered with what is not a Response");
    const { body, headers, status, statusText, type } = responseState(response);
    if (type === "error") throw new TypeError("the handler has answered with a network error");
    if (isUnusable(body)) throw new TypeError("the handler has answered with a body that was read or is locked");
    const given = body === null ? null : toGiven(body, method, lifetime);
    return listOf(status, statusText, headers.list, given, restOfLifetime(lifetime));
  }

  // Text, bytes, or a stream that lives as long as the host reads it.
  function toGiven(body, method, lifetime) {
    const { stream } = body;
    if (stream === undefined) {
      body.isUsed = true;
      return body.text ?? body.bytes;
    }
    if (method === "HEAD") {
      markHandled(ReadableStreamCancel(stream, undefined));
      return null;
    }
    holdLifetime(lifetime);
    onceGiven(stream, () => {
      // Our own host learns of it where it reads the body, and logs it there.
      if (native.isAlone && stream.state === ERRORED) failLifetime(lifetime, stream.storedError);
      settleLifetime(lifetime);
    });
    return publicReadable(stream);
  }

  return { __proto__: null, answerOfExported, handlesFetch, respondToFetch: respond, toAnswer };
})
