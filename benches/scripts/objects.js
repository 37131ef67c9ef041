// Objects and methods: a round-robin scheduler of tasks (after the shape of
// Richards) and a one-way constraint network (after the shape of DeltaBlue).
// The completion value is a checksum; call run() for another round.

class Packet {
  constructor(link, id, kind) {
    this.link = link;
    this.id = id;
    this.kind = kind;
    this.datum = 0;
  }

  appendTo(queue) {
    this.link = null;
    if (queue === null) return this;
    let last = queue;
    while (last.link !== null) last = last.link;
    last.link = this;
    return queue;
  }
}

class Task {
  constructor(scheduler, id, priority) {
    this.scheduler = scheduler;
    this.id = id;
    this.priority = priority;
    this.queue = null;
    this.held = false;
    this.handled = 0;
  }

  get ready() {
    return !this.held && this.queue !== null;
  }

  take() {
    const packet = this.queue;
    this.queue = packet.link;
    packet.link = null;
    return packet;
  }

  step() {
    throw new Error("a task must say what its step is");
  }
}

class Worker extends Task {
  step() {
    const packet = this.take();
    packet.datum = (packet.datum * 31 + this.id) % 65521;
    this.handled++;
    this.scheduler.send(packet, (this.id + packet.kind) % this.scheduler.tasks.length);
  }
}

class Device extends Task {
  step() {
    const packet = this.take();
    packet.kind = (packet.kind + packet.datum) % 7 + 1;
    this.handled++;
    this.held = this.handled % 5 === 0;
    this.scheduler.send(packet, (this.id + 1) % this.scheduler.tasks.length);
  }
}

class Scheduler {
  constructor() {
    this.tasks = [];
    this.sent = 0;
  }

  add(task) {
    this.tasks.push(task);
  }

  send(packet, to) {
    const task = this.tasks[to];
    task.queue = packet.appendTo(task.queue);
    this.sent++;
  }

  run(rounds) {
    for (let round = 0; round < rounds; round++) {
      let best = null;
      for (const task of this.tasks) {
        if (task.held && (round & 3) === 0) task.held = false;
        if (task.ready && (best === null || task.priority >= best.priority)) best = task;
      }
      if (best === null) continue;
      best.step();
      best.priority = (best.priority * 7 + 3) % 101;
    }
  }
}

function schedule() {
  const scheduler = new Scheduler();
  for (let id = 0; id < 6; id++) {
    scheduler.add(id % 2 === 0 ? new Worker(scheduler, id, id * 10) : new Device(scheduler, id, id * 10));
  }
  for (let id = 0; id < 12; id++) scheduler.send(new Packet(null, id, id % 5 + 1), id % 6);
  scheduler.run(12000);
  let sum = 0;
  for (const task of scheduler.tasks) {
    for (let packet = task.queue; packet !== null; packet = packet.link) {
      sum = (sum * 33 + packet.datum + packet.kind) % 1000003;
    }
  }
  return `${scheduler.sent}/${sum}`;
}

class Variable {
  constructor(name, value) {
    this.name = name;
    this.value = value;
    this.constraints = [];
    this.mark = 0;
  }
}

class Constraint {
  constructor(strength) {
    this.strength = strength;
  }
}

class ScaleConstraint extends Constraint {
  constructor(source, scale, offset, target, strength) {
    super(strength);
    this.source = source;
    this.scale = scale;
    this.offset = offset;
    this.target = target;
    source.constraints.push(this);
  }

  execute() {
    this.target.value = (this.source.value * this.scale + this.offset) % 99991;
  }
}

class EqualConstraint extends Constraint {
  constructor(source, target, strength) {
    super(strength);
    this.source = source;
    this.target = target;
    source.constraints.push(this);
  }

  execute() {
    this.target.value = this.source.value;
  }
}

class Planner {
  constructor() {
    this.mark = 0;
  }

  plan(variable) {
    const mark = ++this.mark;
    const plan = [];
    const todo = [variable];
    while (todo.length > 0) {
      const next = todo.pop();
      if (next.mark === mark) continue;
      next.mark = mark;
      for (const constraint of next.constraints) {
        if (constraint.strength > 0) {
          plan.push(constraint);
          todo.push(constraint.target);
        }
      }
    }
    return plan;
  }
}

function constrain() {
  const planner = new Planner();
  const chain = [];
  for (let i = 0; i < 100; i++) chain.push(new Variable(`v${i}`, i));
  for (let i = 0; i + 1 < chain.length; i++) {
    if (i % 3 === 0) new ScaleConstraint(chain[i], 3, i, chain[i + 1], 1);
    else new EqualConstraint(chain[i], chain[i + 1], i % 7 === 6 ? 2 : 1);
  }
  let sum = 0;
  for (let i = 0; i < 120; i++) {
    chain[0].value = i;
    for (const constraint of planner.plan(chain[0])) constraint.execute();
    sum = (sum + chain[chain.length - 1].value) % 1000003;
  }
  return sum;
}

function run() {
  return `scheduler ${schedule()} constraints ${constrain()}`;
}

run();
