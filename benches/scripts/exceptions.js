// Exceptions: thrown near and far, caught and thrown on, finally, causes.
// The completion value is a checksum; call run() for another round.

class Refused extends Error {
  constructor(message, code, options) {
    super(message, options);
    this.name = "Refused";
    this.code = code;
  }
}

function checked(n) {
  if (n % 3 === 0) throw new Refused(`no ${n}`, n % 7);
  if (n % 5 === 0) throw new RangeError("too far");
  return n;
}

function deep(levels, n) {
  return levels === 0 ? checked(n) : deep(levels - 1, n) + 1;
}

function explained(n) {
  try {
    return deep(12, n);
  } catch (cause) {
    throw new Refused("deeper", 8, { cause });
  }
}

function run() {
  let codes = 0;
  let cleaned = 0;
  let values = 0;
  for (let n = 0; n < 2_500; n++) {
    try {
      values = (values + explained(n)) % 1_000_003;
    } catch (error) {
      codes += error.cause instanceof Refused ? error.cause.code : error.code;
    } finally {
      cleaned++;
    }
  }
  let returned = 0;
  const early = (n) => {
    try {
      if (n & 1) return n;
      throw n;
    } catch (thrown) {
      return -thrown;
    } finally {
      returned++;
    }
  };
  let balance = 0;
  for (let n = 0; n < 20_000; n++) balance += early(n);
  return `codes ${codes} cleaned ${cleaned} values ${values} balance ${balance} returned ${returned}`;
}

run();
