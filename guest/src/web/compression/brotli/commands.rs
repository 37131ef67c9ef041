//! Commands as symbols: <https://www.rfc-editor.org/rfc/rfc7932#section-5>

/// Literals, then a copy of bytes that were there; the last command of a block has none.
pub struct Command {
    pub insert: usize,
    pub copy: usize,
    pub distance: usize,
}

/// A symbol, and bits behind it.
#[derive(Clone, Copy)]
pub struct Symbol {
    pub code: usize,
    pub extra: u32,
    pub count: u32,
}

/// A command as symbols; none for a distance that goes without saying.
pub struct Symbols {
    pub lengths: usize,
    pub insert: Symbol,
    pub copy: Symbol,
    pub distance: Option<Symbol>,
}

/// Bits behind each code, and the shortest length of it: what is inserted,
const INSERTS: [(u32, u32); 24] = [
    (0, 0),
    (0, 1),
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5),
    (1, 6),
    (1, 8),
    (2, 10),
    (2, 14),
    (3, 18),
    (3, 26),
    (4, 34),
    (4, 50),
    (5, 66),
    (5, 98),
    (6, 130),
    (7, 194),
    (8, 322),
    (9, 578),
    (10, 1090),
    (12, 2114),
    (14, 6210),
    (24, 22594),
];
/// and what is copied.
const COPIES: [(u32, u32); 24] = [
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5),
    (0, 6),
    (0, 7),
    (0, 8),
    (0, 9),
    (1, 10),
    (1, 12),
    (2, 14),
    (2, 18),
    (3, 22),
    (3, 30),
    (4, 38),
    (4, 54),
    (5, 70),
    (5, 102),
    (6, 134),
    (7, 198),
    (8, 326),
    (9, 582),
    (10, 1094),
    (24, 2118),
];
/// Where the symbols of both codes begin, by their eights.
const CELLS: [[usize; 3]; 3] = [[128, 192, 384], [256, 320, 512], [448, 576, 640]];

/// Turns a command into symbols; `last` is the distance of the last copy before it.
pub fn symbols(command: &Command, last: usize) -> Symbols {
    let insert = coded(&INSERTS, command.insert);
    // A block that is full reads no copy: any will do.
    let copy = coded(&COPIES, command.copy.max(2));
    let within = (insert.code & 7) << 3 | copy.code & 7;
    let is_silent = command.distance == last && insert.code < 8 && copy.code < 16;
    if command.copy == 0 || !is_silent {
        let lengths = CELLS[insert.code >> 3][copy.code >> 3] + within;
        let distance = (command.copy > 0).then(|| distance_symbol(command.distance, last));
        return Symbols { lengths, insert, copy, distance };
    }
    Symbols { lengths: (copy.code >> 3 << 6) + within, insert, copy, distance: None }
}

fn coded(table: &[(u32, u32); 24], length: usize) -> Symbol {
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    let code = table.partition_point(|(_, base)| *base <= length).saturating_sub(1);
    let (count, base) = table[code];
    Symbol { code, extra: length - base, count }
}

/// <https://www.rfc-editor.org/rfc/rfc7932#section-4>, without direct and postfix codes.
fn distance_symbol(distance: usize, last: usize) -> Symbol {
    if distance == last {
        return Symbol { code: 0, extra: 0, count: 0 };
    }
    let number = u32::try_from(distance).unwrap_or(0) + 3;
    let count = number.ilog2() - 1;
    let high = number >> count & 1;
    let code = usize::try_from(16 + 2 * (count - 1) + high).unwrap_or(0);
    Symbol { code, extra: number - ((2 + high) << count), count }
}
