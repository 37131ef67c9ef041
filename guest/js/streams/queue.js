// Queues: https://streams.spec.whatwg.org/#queue-with-sizes
//
// Linked nodes, so that neither end costs more with a longer queue. A container is
// any record with the slots `head`, `tail` and, for queues with sizes,
// `queueTotalSize`. Lists of records link them by their slot `next`.
//
// A node of a queue with sizes is an array, [chunk, size, next], since QuickJS
// makes an array five times as fast as an object with as many
// properties. All elements are there from the start, so no prototype is asked.
(function (native, primordials) {
  "use strict";
  const { RangeError } = primordials;

  const CHUNK = 0, SIZE = 1, NEXT = 2, PROMISE = 3, PIPE = 4;

  function append(list, node) {
    if (list.head === undefined) list.head = node;
    else list.tail.next = node;
    list.tail = node;
  }

  function shift(list) {
    const node = list.head;
    list.head = node.next;
    if (list.head === undefined) list.tail = undefined;
    else node.next = undefined;
    return node;
  }

  // Empties the list; its nodes, from the first.
  function takeAll(list) {
    const node = list.head;
    list.head = list.tail = undefined;
    return node;
  }

  // https://streams.spec.whatwg.org/#enqueue-value-with-size
  function EnqueueNodeWithSize(container, node) {
    const size = node[SIZE];
    if (!(size >= 0 && size < Infinity)) throw new RangeError("the size of a chunk is not a finite number from 0 on");
    if (container.head === undefined) container.head = node;
    else container.tail[NEXT] = node;
    container.tail = node;
    container.queueTotalSize += size;
  }

  // https://streams.spec.whatwg.org/#dequeue-value; the chunk.
  function DequeueValue(container) {
    const node = container.head;
    const next = node[NEXT];
    container.head = next;
    if (next === undefined) container.tail = undefined;
    const total = container.queueTotalSize - node[SIZE];
    container.queueTotalSize = total < 0 ? 0 : total;
    return node[CHUNK];
  }

  // https://streams.spec.whatwg.org/#reset-queue
  function ResetQueue(container) {
    container.head = container.tail = undefined;
    container.queueTotalSize = 0;
  }

  return { __proto__: null, CHUNK, DequeueValue, EnqueueNodeWithSize, NEXT, PIPE, PROMISE, ResetQueue, SIZE, append, shift, takeAll };
})
