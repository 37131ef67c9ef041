// Plain calls: recursive Fibonacci and a mutually recursive pair.
// The completion value is a checksum; call run() for another round.

function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

function isEven(n) {
  return n === 0 ? true : isOdd(n - 1);
}

function isOdd(n) {
  return n === 0 ? false : isEven(n - 1);
}

function run() {
  let even = 0;
  for (let i = 0; i < 300; i++) {
    if (isEven(i)) even++;
  }
  return `fib ${fibonacci(27)} even ${even}`;
}

run();
