// DOMException and QuotaExceededError: https://webidl.spec.whatwg.org/#idl-DOMException
//
// Each one is an `Error` to the engine: it has a stack, Error.isError answers
// true, and it leaves the runtime with its name and its frames.
(function (native, primordials, parts) {
  "use strict";
  const {
    Error, ErrorPrototype, NumberIsFinite, RangeError, ReflectConstruct, ReflectGetPrototypeOf, ReflectSetPrototypeOf, TypeError, globalThis, newList,
  } = primordials;
  const { defineInterface, dictionary, illegalInvocation, makeBrand, toDOMString, toDouble } = parts;
  const { give, isBranded, stateOf } = makeBrand();
  const enginePrototype = globalThis.DOMException.prototype;

  // https://webidl.spec.whatwg.org/#idl-DOMException-error-names; the legacy
  // codes count from 1.
  const CONSTANTS = {
    __proto__: null,
    INDEX_SIZE_ERR: 1, DOMSTRING_SIZE_ERR: 2, HIERARCHY_REQUEST_ERR: 3, WRONG_DOCUMENT_ERR: 4, INVALID_CHARACTER_ERR: 5,
    NO_DATA_ALLOWED_ERR: 6, NO_MODIFICATION_ALLOWED_ERR: 7, NOT_FOUND_ERR: 8, NOT_SUPPORTED_ERR: 9,
    INUSE_ATTRIBUTE_ERR: 10, INVALID_STATE_ERR: 11, SYNTAX_ERR: 12, INVALID_MODIFICATION_ERR: 13, NAMESPACE_ERR: 14,
    INVALID_ACCESS_ERR: 15, VALIDATION_ERR: 16, TYPE_MISMATCH_ERR: 17, SECURITY_ERR: 18, NETWORK_ERR: 19, ABORT_ERR: 20,
    URL_MISMATCH_ERR: 21, QUOTA_EXCEEDED_ERR: 22, TIMEOUT_ERR: 23, INVALID_NODE_TYPE_ERR: 24, DATA_CLONE_ERR: 25,
  };
  const CODES = {
    __proto__: null,
    IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
    NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11,
    SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17,
    SecurityError: 18, NetworkError: 19, AbortError: 20, URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23,
    InvalidNodeTypeError: 24, DataCloneError: 25,
  };

  class DOMException {
    constructor(message = "", name = "Error") {
      return make(toDOMString(message), toDOMString(name), new.target);
    }
    get name() {
      return stateOf(this).name;
    }
    get message() {
      return stateOf(this).message;
    }
    get code() {
      return CODES[stateOf(this).name] ?? 0;
    }
  }
  ReflectSetPrototypeOf(DOMException.prototype, ErrorPrototype);
  defineInterface(DOMException, { __proto__: null, constants: CONSTANTS });

  // https://webidl.spec.whatwg.org/#quotaexceedederror
  class QuotaExceededError {
    constructor(message = "", options = undefined) {
      message = toDOMString(message);
      const given = dictionary(options, "QuotaExceededError");
      const quota = amount(given.quota, "quota"), requested = amount(given.requested, "requested");
      if (quota !== null && requested !== null && requested < quota) throw new RangeError("requested is less than quota");
      return make(message, "QuotaExceededError", new.target, quota, requested);
    }
    get quota() {
      return quotaState(this).quota;
    }
    get requested() {
      return quotaState(this).requested;
    }
  }
  ReflectSetPrototypeOf(QuotaExceededError, DOMException);
  ReflectSetPrototypeOf(QuotaExceededError.prototype, DOMException.prototype);
  defineInterface(QuotaExceededError);

  function amount(value, member) {
    if (value === undefined) return null;
    const number = toDouble(value);
    if (!NumberIsFinite(number)) throw new TypeError(member + " is not finite");
    if (number < 0) throw new RangeError(member + " is negative");
    return number;
  }

  function quotaState(error) {
    const state = stateOf(error);
    return state.quota === undefined ? illegalInvocation("QuotaExceededError") : state;
  }

  function make(message, name, constructor, quota = undefined, requested = undefined) {
    const error = ReflectConstruct(Error, newList(), constructor);
    give(error, { message, name, quota, requested });
    return error;
  }

  function newDOMException(message, name) {
    return make(message, name, DOMException);
  }

  function newQuotaExceededError(message, quota = null, requested = null) {
    return make(message, "QuotaExceededError", QuotaExceededError, quota, requested);
  }

  // What the engine itself throws, of a class of its own that scripts do not see.
  function isEngineException(error) {
    return typeof error === "object" && error !== null && ReflectGetPrototypeOf(error) === enginePrototype;
  }

  return { __proto__: null, domExceptionState: stateOf, isDOMException: isBranded, isEngineException, newDOMException, newQuotaExceededError };
})
