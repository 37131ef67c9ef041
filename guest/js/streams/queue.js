// Queues: https://streams.spec.whatwg.org/#queue-with-sizes
//
// Nodes linked by `next`, so that neither end costs more with a longer queue. A
// container is any record with the slots `head`, `tail` and, for queues with
// sizes, `queueTotalSize`.
(function (native, primordials) {
  "use strict";
  const { RangeError } = primordials;

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

  // https://streams.spec.whatwg.org/#enqueue-value-with-size; `node.size` is checked here.
  function EnqueueNodeWithSize(container, node) {
    const { size } = node;
    if (!(size >= 0 && size < Infinity)) throw new RangeError("the size of a chunk is not a finite number from 0 on");
    if (container.head === undefined) container.head = node;
    else container.tail.next = node;
    container.tail = node;
    container.queueTotalSize += size;
  }

  // https://streams.spec.whatwg.org/#dequeue-value
  function DequeueNode(container) {
    const node = container.head;
    container.head = node.next;
    if (container.head === undefined) container.tail = undefined;
    const total = container.queueTotalSize - node.size;
    container.queueTotalSize = total < 0 ? 0 : total;
    return node;
  }

  // https://streams.spec.whatwg.org/#reset-queue
  function ResetQueue(container) {
    container.head = container.tail = undefined;
    container.queueTotalSize = 0;
  }

  return { __proto__: null, DequeueNode, EnqueueNodeWithSize, ResetQueue, append, shift, takeAll };
})
