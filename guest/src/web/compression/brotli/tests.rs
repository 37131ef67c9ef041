use super::{Decoder, Encoder};

/// Compresses and decompresses, in pieces of such lengths.
fn there_and_back(data: &[u8], piece: usize, other: usize) -> usize {
    let (mut encoder, mut packed) = (Encoder::new(), Vec::new());
    for part in data.chunks(piece) {
        encoder.run(part, false, &mut packed).unwrap();
    }
    encoder.run(&[], true, &mut packed).unwrap();
    let (mut decoder, mut unpacked) = (Decoder::new(), Vec::new());
    for part in packed.chunks(other) {
        decoder.run(part, false, usize::MAX, &mut unpacked).unwrap();
    }
    decoder.run(&[], true, usize::MAX, &mut unpacked).unwrap();
    assert!(unpacked == data, "{} bytes in pieces of {piece} and {other}", data.len());
    packed.len()
}

/// Numbers that look random, below `below`.
fn noise(length: usize, below: u32) -> Vec<u8> {
    let mut state = 1_u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u8::try_from((state >> 8) % below).unwrap()
    };
    (0..length).map(next).collect()
}

#[test]
fn what_is_compressed_comes_back_in_any_pieces() {
    let text = include_bytes!("../../../../js/webidl.js");
    for (piece, other) in [(1, 1), (7, 1000), (1 << 20, 1 << 20), (65_536, 3)] {
        there_and_back(text, piece, other);
    }
    assert!(there_and_back(text, 1 << 20, 1 << 20) < text.len() / 3);
}

#[test]
fn short_and_uniform_data_come_back() {
    for length in [0, 1, 2, 3, 4, 5, 16, 17, 65_535, 65_536, 65_537, 200_000] {
        there_and_back(&vec![7; length], 1 << 20, 1 << 20);
        there_and_back(&noise(length, 2), 1000, 1000);
        there_and_back(&noise(length, 3), 1 << 20, 99);
        there_and_back(&noise(length, 256), 5000, 5000);
    }
}

#[test]
fn data_longer_than_the_window_come_back() {
    let mut data = noise(300_000, 256);
    data.extend(noise(150_000, 40));
    data.extend_from_within(..);
    data.extend_from_within(..);
    there_and_back(&data, 70_000, 70_000);
}

#[test]
fn symbols_that_are_seldom_have_codes_of_fifteen_bits_at_most() {
    // As often as Fibonacci's numbers: the worst for Huffman's lengths.
    let (mut data, mut one, mut other) = (Vec::new(), 1, 1);
    for symbol in 0..20 {
        data.extend(std::iter::repeat_n(symbol, one));
        (one, other) = (other, one + other);
    }
    let order = noise(data.len(), 256);
    let mut mixed: Vec<_> = order.iter().zip(&data).collect();
    mixed.sort_unstable();
    let data: Vec<u8> = mixed.into_iter().map(|(_, symbol)| *symbol).collect();
    there_and_back(&data, 1 << 20, 1 << 20);
}

#[test]
fn bytes_behind_the_end_and_a_missing_end_are_faults() {
    let mut packed = Vec::new();
    Encoder::new().run(b"text", true, &mut packed).unwrap();
    let mut decoder = Decoder::new();
    let mut unpacked = Vec::new();
    decoder.run(&[&*packed, &[1]].concat(), false, usize::MAX, &mut unpacked).unwrap();
    assert!(unpacked == b"text" && decoder.has_extra());
    let mut decoder = Decoder::new();
    assert!(decoder.run(&packed[..packed.len() - 1], true, usize::MAX, &mut unpacked).is_err());
}
