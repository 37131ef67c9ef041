// attack: an exception for lost memory that is thrown out of the call
// stopped by: limit memory
throw new Uint8Array(2 ** 27);
