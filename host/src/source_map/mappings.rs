//! The field `mappings`: base64 VLQ, read as a stream.
//!
//! A table of all segments would take fourteen times the text's size, which a hostile map
//! chooses. So the text itself is kept, with a mark every few thousand bytes to start from.

/// Distance of the marks in bytes of text: reading so much takes a few microseconds.
const MARK_EVERY: usize = 4096;

/// Checked `mappings`.
#[derive(Debug)]
pub(super) struct Mappings {
    text: String,
    /// In order; the first one is the start.
    marks: Vec<Mark>,
}

/// A place to read from: the start of a line or of a segment.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    /// Line and column of the code: 0 for the start of a line, else the segment's own.
    position: (u32, u32),
    /// The values before it.
    running: Running,
}

/// One mapping: a column of the generated line, and what it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub column: u32,
    pub source: Option<Source>,
    /// Index into `names`.
    pub name: Option<u32>,
}

/// A position in a source; lines and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub index: u32,
    pub line: u32,
    pub column: u32,
}

/// Values that each segment gives the difference to.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    column: u32,
    source: u32,
    source_line: u32,
    source_column: u32,
    name: u32,
}

impl Mappings {
    /// Checks the whole text; `None` when any of it is wrong.
    pub(super) fn parse(text: String, sources: usize, names: usize) -> Option<Mappings> {
        let mut running = Running::default();
        let mut marks: Vec<Mark> = Vec::new();
        let mut mark = |at, position, running| {
            if marks.last().is_none_or(|last| at - last.at >= MARK_EVERY) {
                marks.push(Mark { at, position, running });
            }
        };
        let (mut at, mut line) = (0, 0u32);
        for row in text.split(';') {
            running.column = 0;
            mark(at, (line, 0), running);
            for segment in row.split(',') {
                if !segment.is_empty() {
                    let before = running;
                    let read = running.step(segment)?;
                    mark(at, (line, read.column), before);
                    read.is_in(sources, names).then_some(())?;
                }
                at += segment.len() + 1;
            }
            line = line.checked_add(1)?;
        }
        Some(Mappings { text, marks })
    }

    /// The last segment of a line that starts at or before a column.
    pub(super) fn last_at(&self, line: u32, column: u32) -> Option<Segment> {
        let wanted = (line, column);
        let after = self.marks.partition_point(|mark| mark.position <= wanted);
        let mark = self.marks.get(after.checked_sub(1)?)?;
        let end = self.marks.get(after).map_or(self.text.len(), |next| next.at);
        let mut running = mark.running;
        let mut best = None;
        let rows = self.text.get(mark.at..end)?.split(';');
        for (row, text) in (mark.position.0..=line).zip(rows) {
            for segment in text.split(',').filter(|segment| !segment.is_empty()) {
                let segment = running.step(segment)?;
                if row == line && segment.column <= column {
                    best = Some(segment);
                }
            }
            running.column = 0;
        }
        best
    }
}

impl Segment {
    fn is_in(self, sources: usize, names: usize) -> bool {
        let known = |index: Option<u32>, count| {
            index.is_none_or(|index| usize::try_from(index).is_ok_and(|index| index < count))
        };
        known(self.source.map(|source| source.index), sources) && known(self.name, names)
    }
}

impl Running {
    /// Reads one segment: 1, 4 or 5 numbers.
    fn step(&mut self, segment: &str) -> Option<Segment> {
        let mut digits = segment.bytes();
        // Segments come in the order of their columns, which the marks rely on.
        let forward = vlq(&mut digits).filter(|difference| *difference >= 0)?;
        self.column = add(self.column, forward)?;
        let mut read = Segment { column: self.column, source: None, name: None };
        if digits.len() == 0 {
            return Some(read);
        }
        self.source = add(self.source, vlq(&mut digits)?)?;
        self.source_line = add(self.source_line, vlq(&mut digits)?)?;
        self.source_column = add(self.source_column, vlq(&mut digits)?)?;
        read.source = Some(Source { index: self.source, line: self.source_line, column: self.source_column });
        if digits.len() > 0 {
            self.name = add(self.name, vlq(&mut digits)?)?;
            read.name = Some(self.name);
        }
        (digits.len() == 0).then_some(read)
    }
}

fn add(value: u32, difference: i64) -> Option<u32> {
    u32::try_from(i64::from(value).checked_add(difference)?).ok()
}

/// One number: five bits a digit, the lowest first; the lowest bit of all is the sign.
fn vlq(digits: &mut std::str::Bytes<'_>) -> Option<i64> {
    let mut value: i64 = 0;
    // Seven digits hold the 33 bits of a signed difference between two `u32`.
    for shift in (0..35).step_by(5) {
        let digit = base64_digit(digits.next()?)?;
        value |= i64::from(digit & 31) << shift;
        if digit & 32 == 0 {
            let size = value >> 1;
            return Some(if value & 1 == 1 { -size } else { size });
        }
    }
    None
}

fn base64_digit(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
