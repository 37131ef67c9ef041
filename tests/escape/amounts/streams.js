// attack: more streams than the host will hold
// stopped by: convert
Array.from({ length: 20 }, () => new ReadableStream());
