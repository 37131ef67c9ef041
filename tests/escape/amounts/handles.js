// attack: more functions than the host will hold
// stopped by: convert
Array.from({ length: 200 }, (_, i) => () => i);
