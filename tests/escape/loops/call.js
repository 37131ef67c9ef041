// attack: an export that the host calls and that never ends
// stopped by: limit wall time
// by: call
export function attack() {
  for (;;);
}
